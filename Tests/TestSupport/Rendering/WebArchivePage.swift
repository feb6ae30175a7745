public import Core

/// A page as Word and Internet Explorer keep it in one file (RFC 2557), in quoted-printable.
public enum WebArchivePage {
    /// The message.
    public static func write(_ sample: Sample) -> [UInt8] {
        let boundary = "----=_NextPart_01D9A7C0.5B2E3F10"
        let message = """
            MIME-Version: 1.0
            Content-Type: multipart/related; boundary="\(boundary)"

            This document is a Single File Web Page.

            --\(boundary)
            Content-Location: file:///C:/report.htm
            Content-Transfer-Encoding: quoted-printable
            Content-Type: text/html; charset="utf-8"

            \(quoted(WordPage.write(sample)))
            --\(boundary)
            Content-Location: file:///C:/image001.png
            Content-Transfer-Encoding: base64
            Content-Type: image/png

            iVBORw0KGgo=

            --\(boundary)--

            """
        return Array(message.replacing("\n", with: "\r\n").utf8)
    }

    private static func quoted(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF")
        var text = ""
        var column = 0
        for byte in bytes {
            if byte == 0x0A {
                text += "\n"
                column = 0
                continue
            }
            if column > 70 {
                text += "=\n"
                column = 0
            }
            if byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "=") {
                text += "=\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
                column += 3
            } else {
                text.append(Character(Unicode.Scalar(byte)))
                column += 1
            }
        }
        return text
    }
}
