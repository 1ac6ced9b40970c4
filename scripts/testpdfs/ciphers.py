"""RC4 and AES in plain Python, for files small enough that speed does not matter (FIPS 197; AES in CBC and ECB mode)."""


def rc4(key, data):
    """Encrypts and decrypts alike."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


def doubled(a):
    """`a` times x in the field of AES."""
    a <<= 1
    return (a ^ 0x11B) & 255 if a & 256 else a


def tables():
    """The substitution box, and for each byte the column it contributes (substituted and mixed), for each of four rows."""
    exponents, x = [], 1
    for _ in range(255):
        exponents.append(x)
        x ^= doubled(x)
    logarithms = {value: power for power, value in enumerate(exponents)}
    box = []
    for value in range(256):
        inverse = exponents[(255 - logarithms[value]) % 255] if value else 0
        bits = inverse
        for turn in range(1, 5):
            bits ^= (inverse << turn | inverse >> (8 - turn)) & 255
        box.append(bits ^ 0x63)
    columns = [[], [], [], []]
    for substitute in box:
        twice = doubled(substitute)
        column = twice << 24 | substitute << 16 | substitute << 8 | twice ^ substitute
        for row in range(4):
            columns[row].append(column)
            column = (column >> 8 | column << 24) & 0xFFFFFFFF
    return box, columns


BOX, COLUMNS = tables()


def expanded(key):
    """The words of the key schedule."""
    words = [int.from_bytes(key[i : i + 4], "big") for i in range(0, len(key), 4)]
    length, constant = len(words), 1
    substituted = lambda w: BOX[w >> 24] << 24 | BOX[w >> 16 & 255] << 16 | BOX[w >> 8 & 255] << 8 | BOX[w & 255]
    for i in range(length, 4 * (length + 7)):
        word = words[-1]
        if i % length == 0:
            word = substituted((word << 8 | word >> 24) & 0xFFFFFFFF) ^ constant << 24
            constant = doubled(constant)
        elif length > 6 and i % length == 4:
            word = substituted(word)
        words.append(words[i - length] ^ word)
    return words


def encrypted_block(words, block):
    """One block of four words."""
    t0, t1, t2, t3 = COLUMNS
    a, b, c, d = (word ^ key for word, key in zip(block, words))
    for at in range(4, len(words) - 4, 4):
        a, b, c, d = (
            t0[a >> 24] ^ t1[b >> 16 & 255] ^ t2[c >> 8 & 255] ^ t3[d & 255] ^ words[at],
            t0[b >> 24] ^ t1[c >> 16 & 255] ^ t2[d >> 8 & 255] ^ t3[a & 255] ^ words[at + 1],
            t0[c >> 24] ^ t1[d >> 16 & 255] ^ t2[a >> 8 & 255] ^ t3[b & 255] ^ words[at + 2],
            t0[d >> 24] ^ t1[a >> 16 & 255] ^ t2[b >> 8 & 255] ^ t3[c & 255] ^ words[at + 3],
        )
    last = lambda w, x, y, z, key: (
        BOX[w >> 24] << 24 | BOX[x >> 16 & 255] << 16 | BOX[y >> 8 & 255] << 8 | BOX[z & 255]
    ) ^ key
    e, f, g, h = words[-4:]
    return last(a, b, c, d, e), last(b, c, d, a, f), last(c, d, a, b, g), last(d, a, b, c, h)


def as_words(data):
    return [int.from_bytes(data[i : i + 4], "big") for i in range(0, len(data), 4)]


def aes_cbc(key, iv, data):
    """Encrypts whole blocks, without padding."""
    words, chain, out = expanded(key), as_words(iv), bytearray()
    data = as_words(data)
    for at in range(0, len(data), 4):
        chain = encrypted_block(words, [a ^ b for a, b in zip(chain, data[at : at + 4])])
        out += b"".join(word.to_bytes(4, "big") for word in chain)
    return bytes(out)


def aes_ecb(key, block):
    """Encrypts one block by itself."""
    return aes_cbc(key, bytes(16), block)


def padded(data):
    """Filled up to whole blocks as PKCS#5 says."""
    missing = 16 - len(data) % 16
    return data + bytes([missing]) * missing


# FIPS 197, appendix C.
assert aes_ecb(bytes(range(16)), bytes.fromhex("00112233445566778899aabbccddeeff")).hex() == "69c4e0d86a7b0430d8cdb78070b4c55a"
assert aes_ecb(bytes(range(32)), bytes.fromhex("00112233445566778899aabbccddeeff")).hex() == "8ea2b7ca516745bfeafc49904b496089"
