"""Small PDFs, whole or with something in them that a reader's program would run."""

import zlib

FIRST = (b"<</Type/Catalog/Pages 2 0 R%s>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]%s>>"


def pdf(*others, catalog=b"", page=b"", trailer=b"", tail=b""):
    """One page; `others` are the objects from number 4, the rest goes into the parts that are named."""
    objects = [FIRST[0] % catalog, FIRST[1], PAGE % page, *others]
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        len(body),
    )
    return body + head + table + end + tail


def packed(one):
    """The object 4 within a stream of objects, where no search of the bytes finds it."""
    inner = b"4 0 " + one
    data = zlib.compress(inner)
    objects = [FIRST[0] % b"", FIRST[1], PAGE % b"/AA<</O 4 0 R>>", None]
    objects.append(
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data)
    )
    body, places = b"%PDF-1.7\n", {}
    for number, each in enumerate(objects, 1):
        if each is not None:
            places[number] = len(body)
            body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    places[6] = len(body)
    rows = [bytes(5)] + [b"\1" + places[n].to_bytes(3, "big") + b"\0" for n in (1, 2, 3)]
    rows += [b"\2" + (5).to_bytes(3, "big") + b"\0"] + [
        b"\1" + places[n].to_bytes(3, "big") + b"\0" for n in (5, 6)
    ]
    table = b"".join(rows)
    head = b"<</Type/XRef/Size 7/W[1 3 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return body + b"6 0 obj\n" + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % places[6]


PDF = pdf()
