"""Looks for terms with FlashText over and over and prints bytes, seconds and what it found in one pass, like crates/tag/examples/throughput.rs."""

import sys
import time

from flashtext import KeywordProcessor


def main():
    least, forms, passages = float(sys.argv[1]), sys.argv[2], sys.argv[3]
    processor = KeywordProcessor()
    with open(forms, encoding="utf-8") as file:
        for form in filter(None, (line.rstrip("\n") for line in file)):
            processor.add_keyword(form)
    with open(passages, encoding="utf-8") as file:
        lines = file.read().split("\n")
    size, total, start = sum(len(line.encode()) + 1 for line in lines), 0, time.process_time()
    while total == 0 or time.process_time() - start < least:
        found = sum(len(processor.extract_keywords(line, span_info=True)) for line in lines)
        total += size
    print(total, time.process_time() - start, len(processor), found)


if __name__ == "__main__":
    main()
