import TestSupport
import Testing

@testable import Core
@testable import Documents

/// PDFs that are no report, or no longer whole.
@Suite(.enabled(if: PDFReader.program.isInstalled)) struct PDFReaderTests {
    private func examine(_ pdf: [UInt8], _ limits: ReadingLimits = ReadingLimits()) -> Examination {
        Examiner(limits: limits).examine(pdf, name: Array("a.pdf".utf8))
    }

    private func pdf(pages: Int, _ text: String? = "一、总体情况") -> [UInt8] {
        var writer = PDFWriter()
        for page in 1...pages {
            writer.beginPage()
            if let text {
                writer.draw("\(text)\(page)", left: 90, baseline: 120, size: 12)
            } else {
                writer.drawPicture()
            }
        }
        return writer.bytes()
    }

    @Test func `pages without text are scanned`() {
        let examination = examine(pdf(pages: 3, nil))
        #expect(examination.verdict == .unreadable)
        #expect(examination.format == .pdf)
        #expect(examination.findings.map(\.rule) == ["document.unsupported"])
        #expect(examination.findings.first?.message.english.hasPrefix("scanned: 3 pages without a text layer") == true)
        #expect(examination.findings.first?.message.chinese.hasPrefix("扫描件") == true)
    }

    @Test(arguments: [20, 400, 3000]) func `one that is cut off is corrupt`(length: Int) {
        let examination = examine(Array(pdf(pages: 2).prefix(length)))
        #expect(examination.findings.map(\.rule) == ["document.corrupt"])
        #expect(examination.findings.first?.message.chinese.contains("重新采集") == true)
    }

    @Test func `one with a password says so`() {
        var writer = PDFWriter(isEncrypted: true)
        writer.beginPage()
        writer.draw("一、总体情况", left: 90, baseline: 120, size: 12)
        let examination = examine(writer.bytes())
        #expect(examination.findings.map(\.rule) == ["document.unsupported"])
        #expect(examination.findings.first?.message.english.hasPrefix("encrypted: ") == true)
        #expect(examination.findings.first?.message.chinese.hasPrefix("加密的 PDF") == true)
    }

    @Test func `random bytes behind its signature are corrupt`() {
        var generator = SeededGenerator(seed: 1, 1)
        let noise = (0..<20_000).map { _ in UInt8(generator.below(256)) }
        #expect(examine(Array("%PDF-1.7\n".utf8) + noise).findings.map(\.rule) == ["document.corrupt"])
    }

    @Test func `more pages than allowed are too many`() {
        var limits = ReadingLimits()
        limits.pdfPages = 4
        #expect(examine(pdf(pages: 5), limits).findings.map(\.rule) == ["document.too-large"])
        #expect(examine(pdf(pages: 4), limits).verdict == .foreign)
    }

    @Test func `a place is a box on a page`() throws {
        var writer = PDFWriter()
        writer.beginPage()
        writer.draw("青岚市渔业局2020年度政府信息公开工作年度报告", left: 90, baseline: 100, size: 16)
        writer.beginPage()
        writer.draw("一、总体情况", left: 90, baseline: 200, size: 12)
        let document = try PDFReader.read(writer.bytes(), ReadingBudget(ReadingLimits()), ChildRunner()).document
        guard case .paragraph(let second) = document.blocks.last else { return #expect(Bool(false)) }
        let box = try #require(document.box(of: second.text))
        #expect(box.page == 2)
        #expect(box.left == 90 && box.right == 162)
        #expect((185...192).contains(box.top) && (200...206).contains(box.bottom))
    }

    @Test func `lines are joined to the paragraphs they were`() throws {
        var writer = PDFWriter()
        writer.beginPage()
        writer.draw("标题", left: 270, baseline: 60, size: 16)
        writer.draw("全年共收到政府信息公开申请三十四件其中自然人三十件企业三件其他一件", left: 94, baseline: 100, size: 12)
        writer.draw("法人四件均已按时答复没有收费没有复议也没有诉讼也没有其他需要说明的问", left: 70, baseline: 120, size: 12)
        writer.draw("题。", left: 70, baseline: 140, size: 12)
        writer.draw("第二段。", left: 94, baseline: 160, size: 12)
        let document = try PDFReader.read(writer.bytes(), ReadingBudget(ReadingLimits()), ChildRunner()).document
        let paragraphs = document.blocks.compactMap { block -> String? in
            if case .paragraph(let paragraph) = block { document.string(paragraph.text) } else { nil }
        }
        #expect(
            paragraphs == [
                "标题", "全年共收到政府信息公开申请三十四件其中自然人三十件企业三件其他一件法人四件均已按时答复没有收费没有复议也没有诉讼也没有其他需要说明的问题。", "第二段。",
            ])
    }

    /// The second line alone would be the title of a 局 that has no name.
    @Test func `a title that its width broke is one`() throws {
        var writer = PDFWriter()
        writer.beginPage()
        writer.draw("青岚市高新技术产业开发区管理委员会行政审批服务", left: 90.5, baseline: 90, size: 18)
        writer.draw("局2021年政府信息公开工作年度报告", left: 162, baseline: 114, size: 18)
        for (index, heading) in ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"].enumerated() {
            let baseline = 150 + 60 * Double(index)
            writer.draw(heading, left: 115, baseline: baseline, size: 12)
            writer.draw(String(repeating: "本年度公开工作稳步推进", count: 3), left: 90, baseline: baseline + 20, size: 12)
            writer.draw("没有问题。", left: 90, baseline: baseline + 40, size: 12)
        }
        let report = try #require(examine(writer.bytes()).report)
        #expect(report.identity.agency == "青岚市高新技术产业开发区管理委员会行政审批服务局")
        #expect(report.identity.year == 2021)
    }

    @Test(.timeLimit(.minutes(5))) func `a margin of a hundred thousand lines is soon looked through`() {
        var text = PlacedText()
        for _ in 0..<2 {
            text.beginPage(width: 100, height: 10_000_000)
            for line in 0..<50_000 {
                let top = 12 * Double(line)
                text.addWord(Array("甲".utf8), left: 10, top: top, right: 20, bottom: top + 10)
            }
        }
        #expect(!BoxReader.read(text).blocks.isEmpty)
    }

    @Test func `more text than allowed is too much`() {
        var limits = ReadingLimits()
        limits.textBytes = 10
        #expect(examine(pdf(pages: 1), limits).findings.map(\.rule) == ["document.too-large"])
    }

    @Test func `radicals are read as the characters of their shape`() {
        var text = PlacedText()
        text.beginPage(width: 100, height: 100)
        text.addWord(Array("⼀、⽣产⻓".utf8), left: 0, top: 0, right: 50, bottom: 10)
        #expect(text.text == Array("一、生产长".utf8))
    }

    @Test func `markup that is not pdftotext's is refused`() {
        let good =
            "<doc>\n<page width=\"1.0\" height=\"2.0\">\n<word xMin=\"0\" yMin=\"0\" xMax=\"1\" yMax=\"1\">a&amp;b</word>\n</page>\n</doc>"
        #expect(BoxMarkup.read(Array(good.utf8).span)?.text == Array("a&b".utf8))
        for bad in [
            good.replacing("</doc>", with: ""), good.replacing("<word", with: "<script"),
            good.replacing("\"2.0\"", with: "\"\""),
        ] {
            #expect(BoxMarkup.read(Array(bad.utf8).span) == nil)
        }
    }
}
