public import Core

/// The rules on documents that bytes alone decide: files that they find, and near ones that they do not.
public struct FileRuleCase: Sendable, CustomStringConvertible {
    /// The rule.
    public let rule: RuleID
    /// Whether it finds the file.
    public let isFound: Bool
    /// What is special about the file.
    public let why: String
    /// The file, or the sidecar where that is what is judged.
    public let bytes: [UInt8]
    /// How long reading it may take.
    public let seconds: Int

    /// What the rule makes of the file, in words.
    public var description: String { "\(rule) \(isFound ? "finds" : "says nothing of") \(why)" }

    /// Whether it is read by a program of another package.
    public var needsConverter: Bool { bytes.starts(with: Array("%PDF".utf8)) }

    /// All cases there are.
    public static let all = documents + sidecars

    private static let report = """
        青岚市渔业局2020年度政府信息公开工作年度报告
        一、总体情况
        我局按照上级部署，稳步推进各项公开工作。
        二、主动公开政府信息情况
        规章 | 0 | 0 | 0 |
        规范性文件 | 1 | 1 | 4 |
        行政许可 | 2 | 1 | 3 |
        """

    private static func cases(
        _ rule: RuleID, found: KeyValuePairs<String, [UInt8]>, silent: KeyValuePairs<String, [UInt8]>
    ) -> [FileRuleCase] {
        [(found, true), (silent, false)].flatMap { files, isFound in
            files.map { FileRuleCase(rule: rule, isFound: isFound, why: $0.key, bytes: $0.value, seconds: 30) }
        }
    }

    /// Files that there is no time to read, and time enough.
    private static func timeouts(_ files: [(String, [UInt8])]) -> [FileRuleCase] {
        [(0, true), (60, false)].flatMap { seconds, isFound in
            files.map { why, bytes in
                FileRuleCase(
                    rule: "document.timeout", isFound: isFound, why: "\(why) in \(seconds) s", bytes: bytes,
                    seconds: seconds)
            }
        }
    }

    private static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Files.
    public static let documents = texts + broken + slow

    private static let texts =
        cases(
            "document.encoding",
            found: [
                "GB18030": Recoded.bytes(utf8(report), "GB18030"),
                "UTF-16": [0xFF, 0xFE] + Recoded.bytes(utf8(report), "UTF-16LE"),
                "a broken sequence": utf8(report + String(repeating: "\n公开工作稳步推进。", count: 40)) + [0xFF, 0x0A],
            ],
            silent: [
                "UTF-8": utf8(report), "a byte order mark": [0xEF, 0xBB, 0xBF] + utf8(report),
                "characters outside the basic plane": utf8(report + "\n𠀀公开。"),
            ])
        + cases(
            "document.empty",
            found: [
                "no byte": [], "a byte order mark alone": [0xEF, 0xBB, 0xBF],
                "full-width spaces": utf8("\u{3000}\r\n\u{3000}"),
            ],
            silent: ["one character": utf8("无"), "a full stop": utf8("。"), "a report": utf8(report)])
        + cases(
            "document.unsupported",
            found: [
                "a program": [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3], "zeros": [UInt8](repeating: 0, count: 512),
                "noise": (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 3) },
            ],
            silent: [
                "a report": utf8(report), "a tab and a form feed": utf8("\t" + report + "\u{C}"),
                "GB18030": Recoded.bytes(utf8(report), "GB18030"),
            ])
        + cases(
            "document.foreign",
            found: [
                "a notice": utf8("关于召开工作会议的通知\n请各单位准时参加。\n"),
                "a notice on such reports": utf8("关于做好2020年政府信息公开工作年度报告编制工作的通知\n请各单位于1月31日前公布年度报告。\n"),
                "an article of the regulation": utf8("政府信息公开条例第五十条\n政府信息公开工作年度报告应当包括下列内容。\n"),
            ],
            silent: [
                "a report": utf8(report), "a report behind a letter head": utf8("青渔〔2021〕5号\n" + report),
                "a report that ends early": utf8(report.split(separator: "\n").prefix(6).joined(separator: "\n")),
            ])

    private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    private static let broken = cases(
        "document.corrupt",
        found: [
            "half of a DOCX": firstHalf(WordDocument.write(sample)),
            "half of an XLSX": firstHalf(SheetDocument.write(sample)),
            "a DOC without its directory": compound + [UInt8](repeating: 0x41, count: 5000),
            "half of a PDF": firstHalf(PDFDocument.write(sample)),
        ],
        silent: [
            "a DOCX": WordDocument.write(sample), "an XLSX": SheetDocument.write(sample),
            "half of a page": firstHalf(CleanPage.write(sample)), "half of a text": firstHalf(sample.text),
            "a PDF": PDFDocument.write(sample),
        ])

    private static let slow: [FileRuleCase] =
        timeouts([("a text", sample.text), ("a page", CleanPage.write(sample)), ("a DOCX", WordDocument.write(sample))])
        + [
            // What reads them is ended in the midst of ten thousand million strokes, and soon done with a hundred.
            FileRuleCase(
                rule: "document.timeout", isFound: true, why: "a PDF that is drawn for hours",
                bytes: drawing(depth: 10), seconds: 1),
            FileRuleCase(
                rule: "document.timeout", isFound: false, why: "a PDF that is drawn at once",
                bytes: drawing(depth: 2), seconds: 30),
        ]

    private static let sample = SampleCorpus(seed: 3).sample(at: 0)

    private static func firstHalf(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix(bytes.count / 2)) }

    /// A page whose drawing calls another ten times, and so on; one more than so deep there is a single stroke.
    private static func drawing(depth: Int) -> [UInt8] {
        let calls = String(repeating: "/X Do ", count: 10)
        func resources(_ object: Int) -> String { "/Resources<</XObject<</X \(object) 0 R>>>>" }
        func stream(_ object: Int, _ entries: String, _ content: String) -> String {
            "\(object) 0 obj<<\(entries)/Length \(content.utf8.count)>>stream\n\(content)\nendstream endobj"
        }
        var objects = [
            "%PDF-1.4", "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
            "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\(resources(5))>>endobj",
            stream(4, "", calls),
        ]
        for level in 1...depth {
            let object = 4 + level
            let form = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
            let isLast = level == depth
            objects.append(
                stream(object, isLast ? form : form + resources(object + 1), isLast ? "0 0 1 1 re f" : calls))
        }
        return utf8((objects + ["trailer<</Root 1 0 R>>", "%%EOF", ""]).joined(separator: "\n"))
    }

    /// Sidecars.
    public static let sidecars = cases(
        "document.sidecar",
        found: [
            "no JSON": utf8("url: http://example.test/"), "a year in words": utf8(#"{"year": "2020 年"}"#),
            "a list": utf8(#"["青岚市渔业局"]"#), "an address that is none": utf8(#"{"url": "not a url"}"#),
            "an organ that is a number": utf8(#"{"agency": 7}"#),
        ],
        silent: [
            "an organ": utf8(#"{"agency": "青岚市渔业局"}"#), "nothing": utf8("{}"),
            "an address": utf8(#"{"url": "https://www.example.test/年报 2020.html"}"#),
            "a year and a key of others": utf8(#"{"year": 2020, "crawler": {"depth": 3}}"#),
        ])
}
