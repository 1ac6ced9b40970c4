"""Encrypted files, by the algorithms of ISO 32000-2, 7.6: every standard handler, with and without a password.

All say the same text, so that a test says what is read with which password. Keys, salts and initialization vectors are
made from names, so that the same bytes come out.
"""

import functools
import hashlib
import re
import zlib

from . import structure
from .ciphers import aes_cbc, aes_ecb, padded, rc4
from .writer import Pdf, lines, text_string

PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
PERMISSIONS = -44  # Printing and copying allowed.
TEXT = ["Het fonds vergoedt scholing. Werkgevers vragen die", "aan en werknemers kiezen de cursus."]
TITLE = "Jaarverslag (geheim)"


def md5(data):
    return hashlib.md5(data).digest()


def made(name, length):
    """Bytes that look like chance."""
    return hashlib.sha512(name.encode()).digest()[:length]


def xored(key, number):
    return bytes(byte ^ number for byte in key)


@functools.cache
def hash_r6(password, salt, user=b""):
    """Algorithm 2.B."""
    key, turn = hashlib.sha256(password + salt + user).digest(), 0
    while True:
        data = aes_cbc(key[:16], key[16:32], (password + key + user) * 64)
        key = [hashlib.sha256, hashlib.sha384, hashlib.sha512][sum(data[:16]) % 3](data).digest()
        turn += 1
        if turn >= 64 and data[-1] <= turn - 32:
            return key[:32]


class Handler:
    """The standard security handler of one revision; `entries` is its dictionary, `key` the key of the file."""

    ID = made("id", 16)

    def __init__(self, version, revision, length, user="", owner="eigenaar", metadata=True, encoding="latin-1", entries=""):
        self.version, self.length = version, length // 8
        self.metadata = metadata
        if revision >= 5:
            values = self.modern(revision, user.encode(), owner.encode())
        else:
            values = self.classic(revision, user.encode(encoding), owner.encode(encoding))
        values = " ".join(f"/{name} <{value.hex()}>" for name, value in values.items())
        metadata = "" if metadata else " /EncryptMetadata false"
        self.entries = f"/Filter /Standard /V {version} /R {revision} /P {PERMISSIONS} {values}{metadata} {entries}"

    def classic(self, revision, user, owner):
        """Algorithms 2 to 5."""
        pad = lambda password: (password + PADDING)[:32]
        turns = range(1, 20) if revision >= 3 else ()
        key = md5(pad(owner))
        for _ in range(50 if revision >= 3 else 0):
            key = md5(key)
        key = key[: self.length]
        o = rc4(key, pad(user))
        for turn in turns:
            o = rc4(xored(key, turn), o)
        permissions = (PERMISSIONS & 0xFFFFFFFF).to_bytes(4, "little")
        key = md5(pad(user) + o + permissions + self.ID + (b"" if self.metadata else b"\xff" * 4))
        for _ in range(50 if revision >= 3 else 0):
            key = md5(key[: self.length])
        self.key = key[: self.length]
        if revision == 2:
            u = rc4(self.key, PADDING)
        else:
            u = rc4(self.key, md5(PADDING + self.ID))
            for turn in turns:
                u = rc4(xored(self.key, turn), u)
            u += bytes(16)
        return {"O": o, "U": u}

    def modern(self, revision, user, owner):
        """Algorithms 8 to 10."""
        if revision == 5:
            hashed = lambda password, salt, u=b"": hashlib.sha256(password + salt + u).digest()
        else:
            hashed = hash_r6
        self.key = made("file key", 32)
        salts = made("salts", 32)
        u = hashed(user, salts[:8]) + salts[:16]
        ue = aes_cbc(hashed(user, salts[8:16]), bytes(16), self.key)
        o = hashed(owner, salts[16:24], u) + salts[16:]
        oe = aes_cbc(hashed(owner, salts[24:], u), bytes(16), self.key)
        permissions = (PERMISSIONS & 0xFFFFFFFF).to_bytes(4, "little") + b"\xff" * 4
        perms = aes_ecb(self.key, permissions + (b"T" if self.metadata else b"F") + b"adb" + made("end", 4))
        return {"O": o, "OE": oe, "U": u, "UE": ue, "Perms": perms}

    def encrypted(self, number, data, method):
        """`data` of the object `number` by a method of crypt filters (algorithms 1 and 1.A)."""
        if method == "Identity":
            return data
        if method == "AESV3":
            iv = made(f"iv {number} {len(data)}", 16)
            return iv + aes_cbc(self.key, iv, padded(data))
        salt = b"sAlT" if method == "AESV2" else b""
        key = md5(self.key + number.to_bytes(3, "little") + bytes(2) + salt)[: min(self.length + 5, 16)]
        if method == "V2":
            return rc4(key, data)
        iv = made(f"iv {number} {len(data)}", 16)
        return iv + aes_cbc(key, iv, padded(data))


STRING = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r"}


def with_strings(body, change):
    """`body` with its literal strings changed, and written in hexadecimal."""

    def one(found):
        plain = re.sub(rb"\\(.)", lambda e: ESCAPED.get(e[1], e[1]), found[0][1:-1], flags=re.DOTALL)
        return b"<" + change(plain).hex().encode() + b">"

    return STRING.sub(one, body)


def with_stream(body, change):
    """`body` with the data of its stream changed, and their length."""
    head, stream, rest = body.partition(b"stream\n")
    if not stream:
        return body
    data = change(rest.removesuffix(b"\nendstream"))
    return re.sub(rb"/Length \d+", b"/Length %d" % len(data), head) + stream + data + b"\nendstream"


def encrypt(pdf, handler, strings, streams, plain=(), own=None):
    """Encrypts the objects of `pdf` but for those in `plain`; `own` gives the methods of single streams by number."""
    for number, body in pdf.objects.items():
        if number in plain:
            continue
        head, stream, rest = body.partition(b"stream\n")
        body = with_strings(head, lambda data: handler.encrypted(number, data, strings)) + stream + rest
        pdf.set(number, with_stream(body, lambda data: handler.encrypted(number, data, (own or {}).get(number, streams))))
    pdf.trailer["ID"] = f"[<{handler.ID.hex()}> <{handler.ID.hex()}>]"


def document(entries="/Filter /FlateDecode", wrap=lambda data: zlib.compress(data, 0), texts=TEXT):
    """A page and a title, not encrypted yet, and the number of its content, which is wrapped but not compressed: what
    zlib makes of data differs from version to version."""
    pdf = Pdf()
    content = pdf.stream(wrap(lines(72, 770, texts)), entries)
    pdf.page(None, entries=f"/Contents {content} 0 R")
    pdf.trailer["Info"] = f"{pdf.add(b'<< /Title %s >>' % text_string(TITLE))} 0 R"
    pdf.finish()
    return pdf, content


def locked(pdf, handler, direct=False):
    """The bytes of a file whose objects are encrypted; `direct` puts the encryption dictionary into the trailer itself."""
    dictionary = f"<< {handler.entries} >>"
    pdf.trailer["Encrypt"] = dictionary if direct else f"{pdf.add(dictionary)} 0 R"
    return pdf.write()


def file(handler, strings, streams=None, direct=False):
    """The document encrypted by `handler`."""
    pdf, _ = document()
    encrypt(pdf, handler, strings, streams or strings)
    return locked(pdf, handler, direct)


def filters(streams="StdCF", strings="StdCF", **methods):
    """The entries of a dictionary with crypt filters; `methods` by the names of the filters."""
    defined = " ".join(f"/{name} << /CFM /{method} /AuthEvent /DocOpen {more} >>" for name, (method, more) in methods.items())
    return f"/CF << {defined} >> /StmF /{streams} /StrF /{strings}"


RC4_40 = (1, 2, 40)
RC4_128 = (2, 3, 128)
AES_128 = (4, 4, 128)
AESV2 = filters(StdCF=("AESV2", "/Length 16"))
AESV3 = filters(StdCF=("AESV3", "/Length 32"))


def aes_128(entries=f"/Length 128 {AESV2}", direct=False, **passwords):
    return file(Handler(*AES_128, entries=entries, **passwords), "AESV2", direct=direct)


def aes_256(revision, **passwords):
    return file(Handler(5, revision, 256, entries=f"/Length 256 {AESV3}", **passwords), "AESV3")


def rc4_by_filter():
    """Version 4 with RC4."""
    return file(Handler(*AES_128, user="geheim", entries=f"/Length 128 {filters(StdCF=('V2', '/Length 16'))}"), "V2")


def mixed():
    """Streams by AES, strings by RC4."""
    entries = filters("Aes", "Rc4", Aes=("AESV2", "/Length 16"), Rc4=("V2", "/Length 16"))
    return file(Handler(*AES_128, user="geheim", entries=f"/Length 128 {entries}"), "V2", "AESV2")


def plain_strings():
    """Only streams are encrypted."""
    return file(Handler(*AES_128, user="geheim", entries=f"/Length 128 {filters('StdCF', 'Identity', StdCF=('AESV2', ''))}"), "Identity", "AESV2")


def plain_streams():
    """Only strings are encrypted; the content says `endobj` in so many words."""
    handler = Handler(*AES_128, user="geheim", entries=f"/Length 128 {filters('Identity', 'StdCF', StdCF=('AESV2', ''))}")
    pdf, _ = document("", bytes, ["Een object eindigt met endobj en", "begint met 7 0 obj in de tekst."])
    encrypt(pdf, handler, "AESV2", "Identity")
    return locked(pdf, handler)


def only_attachments():
    """A cover that all may read; a password is needed only for what is attached to it."""
    entries = filters("Identity", "Identity", Own=("AESV2", "/Length 16")) + " /EFF /Own"
    handler = Handler(*AES_128, user="geheim", entries=f"/Length 128 {entries}")
    pdf, _ = document()
    encrypt(pdf, handler, "Identity", "Identity")
    return locked(pdf, handler)


def plain_metadata():
    """Metadata are left as they are, which changes the key."""
    handler = Handler(*AES_128, user="geheim", metadata=False, entries=f"/Length 128 {AESV2}")
    pdf, _ = document()
    metadata = pdf.stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", "/Type /Metadata /Subtype /XML")
    pdf.catalog["Metadata"] = f"{metadata} 0 R"
    pdf.finish()
    encrypt(pdf, handler, "AESV2", "AESV2", plain=[metadata])
    return locked(pdf, handler)


def crypt_filter(name):
    """The content has a crypt filter of its own: the identity, or another than all else."""
    entries = filters(StdCF=("AESV2", "/Length 16"), Own=("V2", "/Length 16"))
    handler = Handler(*AES_128, user="geheim", entries=f"/Length 128 {entries}")
    pdf, content = document(f"/Filter [/Crypt] /DecodeParms [<< /Type /CryptFilterDecodeParms /Name /{name} >>]", bytes)
    encrypt(pdf, handler, "AESV2", "AESV2", own={content: "V2" if name == "Own" else name})
    return locked(pdf, handler)


def cut_off():
    """The content is shorter than it was: its last block is missing."""
    handler = Handler(*AES_128, user="geheim", entries=f"/Length 128 {AESV2}")
    pdf, content = document("", bytes)
    encrypt(pdf, handler, "AESV2", "AESV2")
    head, stream, rest = pdf.objects[content].partition(b"stream\n")
    pdf.set(content, head + stream + rest.removesuffix(b"\nendstream")[:-5] + b"\nendstream")
    return locked(pdf, handler)


def damaged():
    """The table of contents is missing, and with it the places of all objects."""
    whole = aes_128(user="geheim")
    start = whole.rindex(b"xref\n0 ")
    return whole[:start] + whole[whole.index(b"trailer", start) :]


def object_streams():
    """All that can be is in an object stream, which is encrypted as a whole; the table of contents is not encrypted."""
    handler = Handler(*AES_128, user="geheim", entries=f"/Length 128 {AESV2}")
    outside, inside = structure.split([1, 2, 3, 4, 7])
    inside[9] = b"<< /Title %s >>" % text_string(TITLE)
    objects = {**outside, 8: structure.object_stream(inside)}
    for number, body in objects.items():
        objects[number] = with_stream(body, lambda data: handler.encrypted(number, data, "AESV2"))
    objects[10] = f"<< {handler.entries} >>".encode()
    out, places = structure.with_objects(objects)
    within = {number: (8, index) for index, number in enumerate(inside)}
    start = places[11] = len(out)
    ids = f"/ID [<{handler.ID.hex()}> <{handler.ID.hex()}>]"
    out += structure.xref_stream(11, places, within, f"/Size 12 /Root 1 0 R /Info 9 0 R /Encrypt 10 0 R {ids}")
    return bytes(out + structure.end(start))


def certificates():
    """Protected for the holders of certificates: no password opens it."""
    pdf, _ = document()
    pdf.trailer["Encrypt"] = f"{pdf.add('<< /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s4 /V 2 /Length 128 /Recipients [<00>] >>')} 0 R"
    return pdf.write()


FILES = {
    "encrypted-rc4-40": lambda: file(Handler(*RC4_40), "V2"),
    "encrypted-rc4-40-password": lambda: file(Handler(*RC4_40, user="geheim"), "V2"),
    "encrypted-rc4-128": lambda: file(Handler(*RC4_128, entries="/Length 128"), "V2"),
    "encrypted-rc4-128-password": lambda: file(Handler(*RC4_128, user="gehéim", entries="/Length 128"), "V2"),
    # What the standard does not say, but is written.
    "encrypted-rc4-128-utf8": lambda: file(Handler(*RC4_128, user="gehéim", encoding="utf-8", entries="/Length 128"), "V2"),
    "encrypted-rc4-filter": rc4_by_filter,
    "encrypted-aes-128": aes_128,
    "encrypted-aes-128-password": lambda: aes_128(user="geheim"),
    # Writers disagree on the length of the key, which version 4 fixes anyway.
    "encrypted-aes-128-no-length": lambda: aes_128(AESV2, user="geheim"),
    "encrypted-aes-128-in-bytes": lambda: aes_128(f"/Length 16 {AESV2}", user="geheim"),
    "encrypted-aes-128-in-trailer": lambda: aes_128(user="geheim", direct=True),
    "encrypted-mixed": mixed,
    "encrypted-plain-strings": plain_strings,
    "encrypted-plain-streams": plain_streams,
    "encrypted-only-attachments": only_attachments,
    "encrypted-plain-metadata": plain_metadata,
    "encrypted-crypt-filter": lambda: crypt_filter("Own"),
    "encrypted-crypt-filter-identity": lambda: crypt_filter("Identity"),
    "encrypted-object-streams": object_streams,
    "encrypted-cut-off": cut_off,
    "encrypted-damaged": damaged,
    "encrypted-aes-256-r5": lambda: aes_256(5, user="geheim"),
    "encrypted-aes-256-r6": lambda: aes_256(6),
    "encrypted-aes-256-r6-password": lambda: aes_256(6, user="gehéim€"),
    "encrypted-certificates": certificates,
}
