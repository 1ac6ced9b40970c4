//! Files that are written piece by piece: whole under their name, or not there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use fundscan_pipeline::describe_io;

use crate::messages::Stop;

/// Standard output, or a file that gets its name when it is whole.
pub(crate) struct Sink {
    out: Box<dyn Write + Send>,
    file: Option<(PathBuf, PathBuf)>,
}

impl Sink {
    pub(crate) fn open(file: Option<&Path>) -> Result<Self, Stop> {
        let Some(file) = file else {
            return Ok(Self { out: Box::new(BufWriter::new(io::stdout())), file: None });
        };
        let mut part = file.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let out = File::create(&part).map_err(|e| unwritable(file, &e))?;
        Ok(Self { out: Box::new(BufWriter::new(out)), file: Some((part, file.to_owned())) })
    }

    /// Everything was written.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        let flushed = self.out.flush();
        match self.file.take() {
            None => flushed.map_err(|e| Stop::output(&e)),
            Some((part, file)) => {
                let done = flushed.and_then(|()| fs::rename(&part, &file));
                done.map_err(|e| {
                    // What is told is why, not that the rest is still there.
                    let _ = fs::remove_file(&part);
                    unwritable(&file, &e)
                })
            }
        }
    }

    /// What to tell when writing failed.
    pub(crate) fn failed(file: Option<&Path>, error: &io::Error) -> Stop {
        match file {
            None => Stop::output(error),
            Some(file) => unwritable(file, error),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if let Some((part, _)) = self.file.take() {
            // Only what was not finished; whoever stopped it tells why.
            let _ = fs::remove_file(part);
        }
    }
}

fn unwritable(file: &Path, error: &io::Error) -> Stop {
    Stop::new(format!("{}: cannot be written: {}", file.display(), describe_io(error)))
}
