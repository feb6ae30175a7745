import TestSupport
import Testing

@testable import Core
@testable import Documents

/// Archives that hold reports instead of being one.
struct ArchiveTests {
    private let samples = SampleCorpus(seed: 21)

    private func zip(_ files: [(String, [UInt8])]) -> [UInt8] {
        PackedFile.zip(files.map { (Array($0.0.utf8), $0.1) })
    }

    private func examine(_ bytes: [UInt8], _ limits: ReadingLimits = ReadingLimits()) -> Examination {
        Examiner(limits: limits).examine(bytes, name: Array("附件.zip".utf8))
    }

    @Test func `one report in an archive is the archive's`() {
        let sample = samples.sample(at: 0)
        let other = Array("关于召开年度工作会议的通知\n各科室：定于下周一召开会议。\n".utf8)
        let bytes = zip([
            ("年报/", []), ("__MACOSX/._a.docx", [1, 2]), ("年报/通知.txt", other), ("年报/图.jpg", [0xFF, 0xD8, 0xFF, 1]),
            ("年报/报告.docx", WordDocument.write(sample)), ("年报/报告.txt", sample.text),
        ])
        let examination = examine(bytes)
        #expect(examination.member == "年报/报告.docx")
        #expect(examination.format == .docx)
        #expect(examination.verdict == .valid)
        #expect(examination.content == ContentID(of: bytes))
        #expect(examination.report?.cells == sample.truth.cells)
    }

    @Test func `archives within archives are opened to a limit`() {
        let report = zip([("报告.txt", samples.sample(at: 0).text)])
        let inner = zip([("内.zip", report)])
        let found = examine(zip([("外.zip", inner)]))
        #expect(found.member == "外.zip/内.zip/报告.txt")
        #expect(found.verdict == .valid)
        let deeper = examine(zip([("顶.zip", zip([("外.zip", inner)]))]))
        #expect(deeper.findings.map(\.rule) == ["document.unsupported"])
    }

    @Test func `several reports are too many to be one`() {
        let files = (0..<5).map { ("\($0).txt", samples.sample(at: $0).text) }
        let examination = examine(zip(files))
        #expect(examination.findings.map(\.rule) == ["document.unsupported"])
        #expect(examination.findings[0].message.chinese.contains("5 份报告"))
    }

    @Test func `names in the code page of Windows are understood`() {
        let name = Recoded.bytes(Array("年报.txt".utf8), "GB18030")
        #expect(examine(PackedFile.zip([(name, samples.sample(at: 0).text)])).member == "年报.txt")
    }

    @Test func `nothing readable is said with its reason, and nothing at all is empty`() {
        let scan = examine(zip([("扫描.jpg", [0xFF, 0xD8, 0xFF, 1])]))
        #expect(scan.findings.map(\.rule) == ["document.unsupported"])
        #expect(scan.findings[0].message.chinese.contains("扫描.jpg"))
        #expect(examine(zip([("空/", [])])).findings.map(\.rule) == ["document.empty"])
        #expect(examine(zip([("通知.txt", Array("各科室：定于下周一召开会议。".utf8))])).verdict == .foreign)
    }

    @Test func `bombs within archives count as one`() {
        let layer = zip((0..<20).map { ("\($0).txt", Array(repeating: UInt8(ascii: "0"), count: 1 << 20)) })
        let bomb = zip((0..<20).map { ("\($0).zip", layer) })
        #expect(examine(bomb).findings.map(\.rule) == ["document.too-large"])
        var limits = ReadingLimits()
        limits.inflateRatio = 5000
        limits.inflatedBytes = 30 << 20
        #expect(examine(bomb, limits).findings.map(\.rule) == ["document.too-large"])
    }
}
