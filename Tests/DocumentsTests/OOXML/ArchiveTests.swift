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

    @Test func `each of several reports is one of its own, and what cannot be read beside them is said`() {
        let all = (0..<3).map { samples.sample(at: $0) }
        let inner = zip([("丙.docx", WordDocument.write(all[2])), ("图.jpg", [0xFF, 0xD8, 0xFF, 1])])
        let examination = examine(
            zip([
                ("甲.docx", WordDocument.write(all[0])), ("甲.pdf", Array("%PDF-1.4 broken".utf8)),
                ("乙.txt", all[1].text),
                ("内.zip", inner), ("通知.txt", Array("各科室：定于下周一召开会议。".utf8)),
                ("丁.rar", Array("Rar!\u{1A}\u{7}\u{1}\0".utf8)),
            ]))
        #expect(examination.report == nil && examination.verdict == .unreadable)
        let members = examination.members
        let names = members.map { String(decoding: $0.name, as: UTF8.self) }
        #expect(names == ["甲.docx", "乙.txt", "内.zip/丙.docx", "丁.rar"])
        for (member, sample) in Swift.zip(members, all) {
            #expect(member.examination.verdict == .valid)
            #expect(member.examination.report?.cells == sample.truth.cells)
            #expect(member.examination.report?.identity.agency == sample.truth.agency)
        }
        #expect(members[1].examination.content == ContentID(of: all[1].text) && members[1].size == all[1].text.count)
        #expect(members[3].examination.findings.map(\.rule) == ["document.unsupported"])
    }

    @Test func `a sidecar does not say whose several reports are, and one of two names that are the same is another`() {
        let all = (0..<2).map { samples.sample(at: $0) }
        let beside = SidecarFile(Array(#"{"agency": "丙局", "year": 1999, "region": "丙市"}"#.utf8))
        let name = Array("报告.txt".utf8)
        let bytes = PackedFile.zip([(name, all[0].text), (Recoded.bytes(name, "GB18030"), all[1].text)])
        let members = Examiner().examine(bytes, name: Array("a.zip".utf8), sidecar: beside).members
        #expect(members.map { String(decoding: $0.name, as: UTF8.self) } == ["报告.txt", "报告.txt#2"])
        #expect(members.map(\.examination.report?.identity.agency) == all.map(\.truth.agency))
        #expect(members.map(\.examination.report?.identity.region) == ["丙市", "丙市"])
        #expect(members.allSatisfy { $0.examination.findings.allSatisfy { $0.rule != "identity.conflict" } })
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
