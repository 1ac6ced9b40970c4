"""Reads PDFs over and over with pypdfium2 and prints pages, passes and seconds, like crates/pdf/examples/pages.rs."""

import sys
import time

import pypdfium2


def main():
    least, files = float(sys.argv[1]), [open(path, "rb").read() for path in sys.argv[2:]]
    start, pages, passes = time.perf_counter(), 0, 0
    while passes == 0 or time.perf_counter() - start < least:
        for data in files:
            try:
                document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError:
                continue
            for page in document:
                text = page.get_textpage()
                text.get_text_range()
                text.close()
                page.close()
                pages += 1
            document.close()
        passes += 1
    print(pages, passes, time.perf_counter() - start)


if __name__ == "__main__":
    main()
