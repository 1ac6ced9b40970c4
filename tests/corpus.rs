//! The sample corpus goes through the main job.

use std::path::Path;

use crate::support::Sandbox;

#[test]
fn the_sample_corpus_is_scanned_without_a_failure() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let sandbox = Sandbox::new();
    sandbox.run(&format!("scan {} --out out", corpus.display())).exits(0).says_nothing();
    let collection = sandbox.json("out/collection.json");
    let documents = collection["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 10);
    for document in documents {
        assert_eq!(document["status"], "read", "{document:#}");
        // The comparison of all funds belongs to none.
        let of_one_fund = document["path"] != "vergelijking-2023.pdf";
        assert_eq!(document["fund"]["how"] == "manifest", of_one_fund, "{document:#}");
        assert!(document["affirmed"].as_u64().unwrap() > 0, "{document:#}");
    }
    let coverage = sandbox.run("coverage out --format json").exits(0).json();
    assert!(coverage["funds_total"].as_u64().unwrap() >= 3);
}
