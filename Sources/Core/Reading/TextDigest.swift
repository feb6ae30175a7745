/// What the text under the section headings says, to the letter and the figure: a hash of its lines.
///
/// Left out is what belongs to the page: white space and where lines end, page numbers, and from the signature or the first
/// line of the page's own on, whatever stands at the end.
struct TextDigest {
    private var hash = StableHash()
    private var isEmpty = true
    private var isOver = false
    private let organ: [UInt8]

    /// - Parameter organ: the organ's own name, which alone on a line is its signature.
    init(organ: String?) {
        self.organ = organ.map { Array($0.utf8) } ?? []
    }

    /// Takes in one line of a section; `isLast` says that no section follows.
    mutating func add(_ line: Range<Int>, isLast: Bool, in text: Span<UInt8>) {
        guard !isOver else { return }
        if isLast, isEnd(line, in: text) {
            isOver = true
            return
        }
        guard !Self.isNumber(line, in: text) else { return }
        var position = line.lowerBound
        while position < line.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: line.upperBound))
            if Scalars.isSpace(scalar) || scalar == Self.star || scalar == Self.hash { continue }
            hash.add(UInt64(scalar))
            isEmpty = false
        }
    }

    /// The hash; nil when there was no text.
    var value: UInt64? { isEmpty ? nil : hash.value }

    /// Marks of Markdown.
    private static let star: UInt32 = 0x2A
    private static let hash: UInt32 = 0x23

    // MARK: The page's own

    /// Longer lines are text.
    private static let longestOfPage = 240

    private static let marks = [
        "浏览次数", "阅读次数", "访问量", "浏览量", "点击数", "点击量", "点击次数", "打印本页", "关闭窗口", "【打印】", "【关闭】", "版权所有", "主办单位",
        "承办单位", "ICP备", "网站标识码", "公网安备", "上一篇", "下一篇", "扫一扫", "分享到", "责任编辑", "信息来源", "相关链接", "附件下载",
    ].map { Array($0.utf8) }

    private func isEnd(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard line.count <= Self.longestOfPage else { return false }
        if !organ.isEmpty, line.count == organ.count, ByteRanges.matches(organ, in: text, at: line.lowerBound) {
            return true
        }
        if Self.isNumber(line, in: text) { return ByteRanges.firstRange(of: Self.day, in: text, line) != nil }
        if ByteRanges.firstRange(of: Self.fullStop, in: text, line) != nil { return false }
        return Self.marks.contains { ByteRanges.firstRange(of: $0, in: text, line) != nil }
    }

    private static let fullStop = Array("。".utf8)
    private static let day = Array("日".utf8)
    private static let numberWords = Set("年月日第页共〇○零一二三四五六七八九十".unicodeScalars.map(\.value))

    /// Whether a line is a page's number or a date, and nothing else.
    private static func isNumber(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
        var position = line.lowerBound
        while position < line.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: line.upperBound))
            guard
                Scalars.isSpace(scalar) || Scalars.isPunctuation(scalar) || Scalars.digit(scalar) != nil
                    || numberWords.contains(scalar)
            else { return false }
        }
        return true
    }
}
