/// Brings characters back that a PDF's fonts turned into radicals: a reader that maps glyphs to text may find ⼀ (U+2F00) where
/// 一 was written, for both have one glyph.
enum RadicalFolding {
    /// Appends UTF-8, Kangxi radicals and the radicals of simplified characters replaced by the characters of their shape.
    static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        var start = text.count
        text.append(contentsOf: bytes)
        // U+2E80 to U+2FDF: E2 BA, E2 BB, E2 BC to E2 BF. Almost no text has any.
        while start + 2 < text.count {
            if text[start] == 0xE2, text[start + 1] >= 0xBA {
                let scalar = 0x2000 | UInt32(text[start + 1] & 0x3F) << 6 | UInt32(text[start + 2] & 0x3F)
                if let character = character(for: scalar) {
                    text.replaceSubrange(start..<start + 3, with: Array(character.utf8))
                }
            }
            start += 1
        }
    }

    private static func character(for scalar: UInt32) -> Character? {
        if (0x2F00..<0x2F00 + UInt32(kangxi.count)).contains(scalar) { return kangxi[Int(scalar - 0x2F00)] }
        return supplement[scalar]
    }

    /// U+2F00 to U+2FD5 in order, by their compatibility decompositions.
    private static let kangxi = Array(
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕"
            + "大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日"
            + "曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿"
            + "目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行"
            + "衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音"
            + "頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠")

    /// Of U+2E80 to U+2EF3 those that whole characters look like, each followed by the character.
    private static let supplement: [UInt32: Character] = {
        let pairs = Array(
            "⺁厂⺄乙⺅亻⺆冂⺈刀⺊卜⺌小⺏尤⺗心⺛旡⺝月⺟母⺠民⺢水⺩王⺰纟⺳网⺼肉⻁虎⻄西⻅见"
                + "⻆角⻈讠⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻩黄⻬齐⻮齿⻰龙⻳龟")
        return Dictionary(
            uniqueKeysWithValues: stride(from: 0, to: pairs.count, by: 2).compactMap { index in
                pairs[index].unicodeScalars.first.map { ($0.value, pairs[index + 1]) }
            })
    }()
}
