import Core

/// Tells what a site puts around its articles from what the article says. Of a doubtful line it says that it is the
/// article's: what is left in does little harm, what is taken out is lost.
struct PageFurniture {
    private let text: [UInt8]

    /// A judge of lines in this text.
    init(text: [UInt8]) {
        self.text = text
    }

    // MARK: Links

    /// Whether a line is a link, or links with a few signs between: navigation, breadcrumbs, 上一篇, lists of other reports.
    func isNavigation(_ line: PageTape.Line) -> Bool {
        guard line.linked > 0, line.text.count <= Self.longestLink else { return false }
        let rest = line.text.count - line.linked
        guard rest * 2 <= line.linked || (rest <= line.linked && isBreadcrumb(line)) else { return false }
        // An attachment is a link too, and says where the tables are.
        return !(Self.kept.contains { contains($0, line.text) })
    }

    /// Whether a table is one of links, such as a list of articles with their days.
    func isNavigation(linked: Int, of bytes: Int) -> Bool {
        linked * 2 > bytes
    }

    private static let longestLink = 180
    private static let kept: [StaticString] = ["附件", "。", ".doc", ".pdf", ".xls", ".wps", ".rar", ".zip"]

    private func isBreadcrumb(_ line: PageTape.Line) -> Bool {
        Self.positions.contains { contains($0, line.text) }
    }

    private static let positions: [StaticString] = ["位置", ">", "»", "›"]

    // MARK: The foot of the page

    /// Where the foot of a page begins among its lines: behind the last sentence, with the first line that only a site says.
    ///
    /// - Parameter lines: all lines and, as nil, tables.
    /// - Returns: the index of the first line of the foot; the number of lines when there is none.
    func foot(of lines: [PageTape.Line?]) -> Int {
        let body = lines.lastIndex { line in line.map { isSentence($0) } ?? true } ?? -1
        guard
            let strong = lines[(body + 1)...].firstIndex(where: { line in
                line.map { holds(Self.ofSites, $0) } ?? false
            })
        else { return lines.count }
        var foot = strong
        while foot > body + 1, let line = lines[foot - 1], holds(Self.ofPages, line) { foot -= 1 }
        return foot
    }

    private func isSentence(_ line: PageTape.Line) -> Bool {
        line.text.count > 120 && contains("。", line.text) && !holds(Self.ofSites, line)
    }

    private func holds(_ words: [StaticString], _ line: PageTape.Line) -> Bool {
        words.contains { contains($0, line.text) }
    }

    /// What only the foot of a site says.
    private static let ofSites: [StaticString] = [
        "版权所有", "ICP备", "icp备", "网站标识码", "公网安备", "Copyright", "copyright", "COPYRIGHT", "网站地图", "技术支持：",
        "主办单位：", "承办单位：", "网站主办",
    ]
    /// What stands between an article and the foot of its site.
    private static let ofPages: [StaticString] = [
        "上一篇", "下一篇", "打印", "关闭", "分享", "扫一扫", "相关", "友情链接", "联系我们", "返回顶部", "地址：", "电话：", "邮编", "主办：",
        "承办：", "访问量", "浏览",
    ]

    private func contains(_ word: StaticString, _ range: Range<Int>) -> Bool {
        ByteSearch.contains(word, in: text, range)
    }
}
