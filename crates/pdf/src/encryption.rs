//! Encrypted files (ISO 32000-2, 7.6).
//!
//! lopdf knows the algorithms of passwords and keys, but loads an encrypted file on a way of its own, on which it repairs
//! nothing, takes an `endobj` in a text for the end of the object, and wants the encryption dictionary to be written as
//! only some programs write it. So the file is loaded as one that is not encrypted, its `Encrypt` entry under another
//! name, and what was loaded is decrypted afterwards.

use aes::cipher::{BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit};
use lopdf::encryption::crypt_filters::CryptFilter;
use lopdf::encryption::{DecryptionError, PasswordAlgorithm, decrypt_object};
use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, EncryptionState, Error, Object, ObjectId, ObjectStream, Stream};
use memchr::memmem;

use crate::compact::compact;
use crate::error::PdfError;
use crate::object::resolve;
use crate::options::ReadOptions;

const ENTRY: &[u8] = b"Encrypt";
/// The entry under another name of the same length.
const HIDDEN: &[u8] = b"ENCRYPT";
/// The type of streams of objects that are still encrypted, so that lopdf leaves them alone.
const SEALED: &[u8] = b"SealedObjStm";
/// How deep the values of an encryption dictionary may be nested; its crypt filters are on the second level.
const MAX_DEPTH: usize = 3;

/// The bytes of a file with its `Encrypt` entry hidden; none where there is nothing that looks like one.
pub(crate) fn hidden(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut copy: Option<Vec<u8>> = None;
    for at in memmem::find_iter(bytes, b"/Encrypt") {
        let (start, end) = (at + 1, at + 1 + ENTRY.len());
        let value = bytes[end..].iter().find(|b| !b.is_ascii_whitespace());
        if matches!(value, Some(b'0'..=b'9' | b'<')) {
            copy.get_or_insert_with(|| bytes.to_vec())[start..end].copy_from_slice(HIDDEN);
        }
    }
    copy
}

/// Whether a document without a trailer is encrypted all the same: its dictionary is there, and nothing that leads to it.
pub(crate) fn looks_encrypted(document: &Document) -> bool {
    let is_one = |d: &Dictionary| [&b"Filter"[..], b"V", b"O", b"U"].iter().all(|key| d.has(key));
    document.objects.values().any(|object| object.as_dict().is_ok_and(is_one))
}

/// A filter for [`lopdf::LoadOptions`] while encrypted streams of objects cannot be read yet.
pub(crate) fn sealed(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    if let Object::Stream(stream) = object
        && stream.dict.has_type(b"ObjStm")
    {
        stream.dict.set("Type", Object::Name(SEALED.to_vec()));
    }
    compact(id, object)
}

/// Decrypts a document that was loaded with its `Encrypt` entry hidden, by the empty password or the one given. False
/// where it has no such entry after all.
pub(crate) fn unlock(document: &mut Document, options: &ReadOptions) -> Result<bool, PdfError> {
    let Some(own) = restore_dictionary(document) else { return Ok(false) };
    match state(document, options) {
        Ok(state) => {
            for (&id, object) in &mut document.objects {
                if id != own {
                    decrypt(&state, id, object);
                }
            }
        }
        Err(PdfError::Encrypted | PdfError::WrongPassword) if only_attachments(document) => {
            document.objects.values_mut().filter_map(|o| o.as_stream_mut().ok()).for_each(unseal);
        }
        Err(error) => return Err(error),
    }
    unpack(document, options)?;
    document.trailer.remove(ENTRY);
    Ok(true)
}

/// Whether neither strings nor streams are encrypted: a cover page that is there for all to read, and files attached to it
/// that are not.
fn only_attachments(document: &Document) -> bool {
    let Ok(dictionary) = document.get_encrypted() else { return false };
    let is_identity = |key: &[u8]| match dictionary.get(key) {
        Ok(filter) => filter.as_name().is_ok_and(|name| name == b"Identity"),
        Err(_) => true,
    };
    let version = dictionary.get(b"V").and_then(Object::as_i64);
    version.is_ok_and(|v| v >= 4) && is_identity(b"StmF") && is_identity(b"StrF")
}

fn unseal(stream: &mut Stream) {
    if stream.dict.has_type(SEALED) {
        stream.dict.set("Type", "ObjStm");
    }
}

/// Puts the encryption dictionary where lopdf looks for it and into the form that it knows; gives its number.
fn restore_dictionary(document: &mut Document) -> Option<ObjectId> {
    let entry = document.trailer.remove(HIDDEN)?;
    let Object::Dictionary(mut dictionary) = direct(document, &entry, 0) else { return None };
    let version = dictionary.get(b"V").and_then(Object::as_i64).unwrap_or_default();
    let length = dictionary.get(b"Length").and_then(Object::as_i64).unwrap_or(40);
    match version {
        // In bytes rather than bits, as some programs write it.
        2 if length < 40 => dictionary.set("Length", length * 8),
        2 => {}
        // Fixed by the version, whatever the file says.
        _ => {
            dictionary.remove(b"Length");
        }
    }
    if version < 5 {
        for key in [&b"O"[..], b"U"] {
            if let Ok(Object::String(value, _)) = dictionary.get_mut(key) {
                // Longer where it is padded; of the last bytes of `U` nothing depends on.
                value.resize(32, 0);
            }
        }
    }
    let identity = document.trailer.get(b"ID").map_or(Object::Null, |id| direct(document, id, 0));
    let identity = match identity {
        Object::Array(parts) if matches!(parts.first(), Some(Object::String(..))) => Object::Array(parts),
        _ => Object::Array(vec![Object::string_literal("")]),
    };
    document.trailer.set("ID", identity);
    let id = match entry {
        Object::Reference(id) => {
            document.objects.insert(id, Object::Dictionary(dictionary));
            id
        }
        _ => document.add_object(dictionary),
    };
    document.trailer.set(ENTRY, Object::Reference(id));
    Some(id)
}

/// The object with the references in it replaced by what they lead to.
fn direct(document: &Document, object: &Object, depth: usize) -> Object {
    match resolve(document, object) {
        _ if depth > MAX_DEPTH => Object::Null,
        Object::Dictionary(dictionary) => {
            Object::Dictionary(dictionary.iter().map(|(k, v)| (k.clone(), direct(document, v, depth + 1))).collect())
        }
        Object::Array(items) => Object::Array(items.iter().map(|o| direct(document, o, depth + 1)).collect()),
        other => other.clone(),
    }
}

/// The key of the file, by the first password that fits.
fn state(document: &Document, options: &ReadOptions) -> Result<EncryptionState, PdfError> {
    let unknown = |error| PdfError::UnknownEncryption { scheme: scheme(document, &error) };
    let algorithm = PasswordAlgorithm::try_from(document).map_err(unknown)?;
    let given = options.password.as_ref().map(|password| password.reveal());
    for password in [Some(""), given].into_iter().flatten() {
        // In the encoding that the standard wants, and as it was typed, which some programs encrypt with.
        let typed = password.as_bytes().to_vec();
        let wanted = algorithm.sanitize_password(password).ok().filter(|wanted| *wanted != typed);
        for password in wanted.into_iter().chain([typed]) {
            let fits = document.authenticate_raw_password(&password);
            match fits.and_then(|()| EncryptionState::decode(document, &password)) {
                Ok(state) => return known_filters(state),
                Err(Error::Decryption(DecryptionError::IncorrectPassword)) => {}
                Err(error) => return Err(unknown(error)),
            }
        }
    }
    Err(if given.is_some() { PdfError::WrongPassword } else { PdfError::Encrypted })
}

/// What the file says of a protection that no password can be tried on.
fn scheme(document: &Document, error: &Error) -> String {
    let handler = document.get_encrypted().and_then(|d| d.get(b"Filter")).and_then(Object::as_name);
    match handler {
        Ok(name) if name != b"Standard" => format!("handler {}", String::from_utf8_lossy(name)),
        _ => error.to_string(),
    }
}

/// Refuses methods that are not known, of which lopdf would take each for RC4.
fn known_filters(state: EncryptionState) -> Result<EncryptionState, PdfError> {
    for name in [state.default_stream_filter(), state.default_string_filter()] {
        let known = name.is_empty() || name == b"Identity" || state.crypt_filters().contains_key(name);
        if state.version() >= 4 && !known {
            let scheme = format!("crypt filter {}", String::from_utf8_lossy(name));
            return Err(PdfError::UnknownEncryption { scheme });
        }
    }
    Ok(state)
}

fn decrypt(state: &EncryptionState, id: ObjectId, object: &mut Object) {
    let mut content = Vec::new();
    let mut own_filter = None;
    if let Object::Stream(stream) = object
        && !stream.dict.has_type(b"XRef")
    {
        content = std::mem::take(&mut stream.content);
        own_filter = take_crypt_filter(&mut stream.dict);
    }
    // Strings, those in the dictionaries of streams too. One that cannot be decrypted is left as it is.
    let _ = decrypt_object(state, id, object);
    let Object::Stream(stream) = object else { return };
    if stream.dict.has_type(b"XRef") {
        return;
    }
    unseal(stream);
    let plain_metadata = stream.dict.has_type(b"Metadata") && !state.encrypt_metadata();
    let filter = match &own_filter {
        // A name that is not defined is `Identity`, or as good as that.
        Some(name) => state.crypt_filters().get(name).cloned(),
        None => (!plain_metadata).then(|| state.get_stream_filter()),
    };
    stream.set_content(match filter {
        Some(filter) => plain(&*filter, state.file_encryption_key(), id, content),
        None => content,
    });
}

/// Removes a crypt filter of the stream's own from the head of its filters; gives its name.
fn take_crypt_filter(dictionary: &mut Dictionary) -> Option<Vec<u8>> {
    let name_of = |parameters: &Object| match parameters {
        Object::Dictionary(d) => d.get(b"Name").and_then(Object::as_name).ok().map(<[u8]>::to_vec),
        _ => None,
    };
    let is_crypt = |filter: &Object| matches!(filter, Object::Name(name) if name == b"Crypt");
    match dictionary.get_mut(b"Filter").ok()? {
        Object::Array(filters) if filters.first().is_some_and(is_crypt) => {
            filters.remove(0);
            let name = match dictionary.get_mut(b"DecodeParms") {
                Ok(Object::Array(parameters)) if !parameters.is_empty() => name_of(&parameters.remove(0)),
                Ok(parameters) => name_of(parameters),
                Err(_) => None,
            };
            Some(name.unwrap_or_default())
        }
        filter if is_crypt(filter) => {
            dictionary.remove(b"Filter");
            let parameters = dictionary.remove(b"DecodeParms");
            Some(parameters.as_ref().and_then(name_of).unwrap_or_default())
        }
        _ => None,
    }
}

/// The content of a stream. What was cut off or padded wrongly is decrypted as far as it goes, which lopdf's own filters
/// do not do.
fn plain(filter: &dyn CryptFilter, key: &[u8], id: ObjectId, content: Vec<u8>) -> Vec<u8> {
    let Ok(key) = filter.compute_key(key, id) else { return Vec::new() };
    match filter.method() {
        b"AESV2" => cbc::<aes::Aes128>(&key, &content),
        b"AESV3" => cbc::<aes::Aes256>(&key, &content),
        _ => filter.decrypt(&key, &content).unwrap_or_default(),
    }
}

/// AES in CBC mode, the initialization vector first.
fn cbc<C: BlockCipherDecrypt + KeyInit>(key: &[u8], content: &[u8]) -> Vec<u8>
where
    cbc::Decryptor<C>: KeyIvInit + BlockModeDecrypt,
{
    let Some((iv, content)) = content.split_at_checked(16) else { return Vec::new() };
    let Ok(mut cipher) = cbc::Decryptor::<C>::new_from_slices(key, iv) else { return Vec::new() };
    let mut plain = content[..content.len() / 16 * 16].to_vec();
    for block in plain.chunks_exact_mut(16) {
        if let Ok(block) = block.try_into() {
            cipher.decrypt_block(block);
        }
    }
    let padding = plain.last().map_or(0, |&n| usize::from(n));
    if (1..=16).contains(&padding) && plain.ends_with(&vec![padding as u8; padding]) {
        plain.truncate(plain.len() - padding);
    }
    plain
}

/// Adds the objects of the streams of objects, which can be read now.
fn unpack(document: &mut Document, options: &ReadOptions) -> Result<(), PdfError> {
    let mut found = Vec::new();
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        if stream.dict.has_type(b"ObjStm") {
            found.extend(unpacked(document, *id, stream, options)?);
        }
    }
    for (id, object) in found {
        document.objects.entry(id).or_insert(object);
    }
    Ok(())
}

/// The objects of one stream that the cross-reference table finds there, or does not know at all.
fn unpacked(
    document: &Document,
    container: ObjectId,
    stream: &Stream,
    options: &ReadOptions,
) -> Result<Vec<(ObjectId, Object)>, PdfError> {
    let objects = match ObjectStream::new_with_limit(stream, Some(options.limits.object_stream_bytes)) {
        Ok(stream) => stream.objects,
        Err(Error::Decompress(error)) => return Err(PdfError::TooLarge { what: error.to_string() }),
        Err(_) => return Ok(Vec::new()),
    };
    let here = |id: &ObjectId| match document.reference_table.get(id.0) {
        Some(XrefEntry::Compressed { container: at, .. }) => *at == container.0,
        Some(_) => false,
        None => true,
    };
    let kept = objects.into_iter().filter(|(id, _)| here(id));
    Ok(kept.filter_map(|(id, mut object)| compact(id, &mut object)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn only_the_entry_is_hidden() {
        let bytes = b"/EncryptMetadata false /Encrypt 5 0 R (/Encrypt that) /Encrypt<</V 1>>";
        let expected = b"/EncryptMetadata false /ENCRYPT 5 0 R (/Encrypt that) /ENCRYPT<</V 1>>";
        assert_eq!(hidden(bytes).as_deref(), Some(&expected[..]));
        assert_eq!(hidden(b"(/Encrypt that)"), None);
    }

    #[test]
    fn a_crypt_filter_is_taken_from_the_head_of_the_filters() {
        let parameters = || Object::Dictionary(dictionary! { "Name" => "Own" });
        let mut alone = dictionary! { "Filter" => "Crypt", "DecodeParms" => parameters() };
        assert_eq!(take_crypt_filter(&mut alone).as_deref(), Some(&b"Own"[..]));
        assert!(alone.is_empty());
        let mut first = dictionary! {
            "Filter" => vec!["Crypt".into(), "FlateDecode".into()], "DecodeParms" => vec![parameters(), Object::Null],
        };
        assert_eq!(take_crypt_filter(&mut first).as_deref(), Some(&b"Own"[..]));
        assert_eq!(first.get(b"Filter").unwrap(), &Object::Array(vec!["FlateDecode".into()]));
        assert_eq!(take_crypt_filter(&mut first), None);
    }

    #[test]
    fn what_is_cut_off_is_decrypted_as_far_as_it_goes() {
        for len in [0, 5, 16, 17, 31, 32, 40, 48] {
            assert!(cbc::<aes::Aes128>(&[7; 16], &vec![1; len]).len() <= len.saturating_sub(16));
        }
        assert_eq!(cbc::<aes::Aes128>(&[7; 16], &[1; 40]).len(), 16);
        assert_eq!(cbc::<aes::Aes256>(&[7; 16], &[1; 40]).len(), 0, "a key of the wrong length");
    }
}
