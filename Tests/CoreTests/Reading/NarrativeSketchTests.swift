import Testing

@testable import Core

/// What sketches of narratives tell of how much they have in common.
@Suite struct NarrativeSketchTests {
    /// Sentences that have no five characters in common, made of a pool of syllables; the same for a seed for ever.
    private static func paragraph(_ seed: UInt64, sentences: Int = 30) -> String {
        let syllables = Array("渔盐林牧农桑茶果蔬粮棉麻糖油药竹木石沙泥港湾岛礁滩堤坝渠井泉溪河江湖海洋潮汐风雨云雾霜雪冰雷")
        var state = seed
        return (0..<sentences).map { _ in
            let sentence = (0..<18).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return syllables[Int(state >> 33) % syllables.count]
            }
            return String(sentence) + "。"
        }.joined()
    }

    private func sketch(_ overview: String, changing: (inout ReportText) -> Void = { _ in }) throws -> NarrativeSketch {
        var text = ReportText(overview: overview)
        changing(&text)
        return try #require(readReport(text.text)?.narrative.sketch)
    }

    @Test func aShortTextHasNone() throws {
        #expect(try #require(readReport(ReportText(overview: "我局推进公开工作。").text)).narrative.sketch == nil)
    }

    @Test func theSameTextIsTheSame() throws {
        let one = try sketch(Self.paragraph(1))
        #expect(one == (try sketch(Self.paragraph(1))))
        #expect(one.similarity(to: one) == 1)
        #expect(one.slots.count == NarrativeSketch.slotCount)
        #expect(NarrativeSketch(slots: one.slots, shingleCount: one.shingleCount) == one)
        #expect(NarrativeSketch(slots: Array(one.slots.dropLast()), shingleCount: one.shingleCount) == nil)
    }

    @Test func otherTextIsOther() throws {
        let (one, other) = (try sketch(Self.paragraph(1)), try sketch(Self.paragraph(2)))
        #expect(one.similarity(to: other) < 0.1)
        #expect((one.signature ^ other.signature).nonzeroBitCount > 16)
    }

    @Test(arguments: [0.25, 0.5, 0.75, 0.9])
    func theEstimateIsNearTheShareInCommon(share: Double) throws {
        let length = 60
        let common = Int(Double(length) * share)
        func text(_ seed: UInt64) -> String {
            Self.paragraph(7, sentences: common) + "\n" + Self.paragraph(seed, sentences: length - common)
        }
        let similarity = try sketch(text(8)).similarity(to: try sketch(text(9)))
        let jaccard = Double(common) / Double(2 * length - common)
        #expect(abs(similarity - jaccard) < 0.1, "\(similarity) for \(jaccard)")
    }

    @Test func mostlyCopiedTextsDifferInFewBits() throws {
        let one = try sketch(Self.paragraph(3, sentences: 60))
        let other = try sketch(Self.paragraph(3, sentences: 57) + Self.paragraph(4, sentences: 3))
        #expect((one.signature ^ other.signature).nonzeroBitCount <= 12)
    }

    @Test func whatDoesNotTellWhoWroteItLeavesNoTrace() throws {
        let overview = Self.paragraph(5)
        let plain = try sketch(overview)
        let changed = try sketch(overview) {
            $0.title = "白浪市盐业局2020年度政府信息公开工作年度报告"
            $0.preamble = "本报告根据《中华人民共和国政府信息公开条例》编制，联系电话0100-55512345。"
            $0.sheet.values = ["requests.received.total": "7"]
            $0.headings = [.overview: "1、总体工作情况"]
            $0.narrative[.disclosure] = "（一）主动公开政府信息情况"
        }
        #expect(plain == changed)
    }

    @Test func numbersSpacesAndTheOrgansNameDoNotCount() throws {
        let overview = Self.paragraph(6)
        let one = try sketch("青岚市渔业局发布信息12条，\(overview)")
        let other = try sketch("白浪市盐业局 发布信息 3456 条；\(overview)") {
            $0.title = "白浪市盐业局2020年度政府信息公开工作年度报告"
        }
        #expect(one == other)
    }

    @Test func theSketchIsForEver() throws {
        let text = Array(Self.paragraph(11).utf8)
        var builder = SketchBuilder(organ: nil)
        builder.add(0..<text.count, in: text.span)
        let sketch = try #require(builder.sketch())
        #expect(sketch.shingleCount == 536)
        #expect(String(sketch.signature, radix: 16) == "fe408b87c58cee56")
        #expect(Array(sketch.slots.prefix(8)) == [142, 157, 131, 36, 91, 21, 192, 98])
    }
}
