/// How chats know addresses in text that is not marked up, and make links of them. What looks like a telephone number stays:
/// it is a figure to us, and to call it is the reader's decision.
extension String {
    /// The text with each of these characters as `write` puts it, and with each that makes an address of what stands around
    /// it: the colon of `://`, the dot of `www.`, and the one before a top-level domain.
    func neutralized(
        _ special: ASCIISet, _ write: (_ text: inout [UInt8], _ character: UInt8) -> Void
    ) -> String {
        rewritten(
            { utf8, index in special.contains(utf8[index]) || makesAddress(utf8, at: index) }, write)
    }

    private func makesAddress(_ utf8: Span<UInt8>, at index: Int) -> Bool {
        switch utf8[index] {
        case UInt8(ascii: ":"):
            index + 2 < utf8.count && utf8[index + 1] == UInt8(ascii: "/") && utf8[index + 2] == UInt8(ascii: "/")
        case UInt8(ascii: "."): utf8.endsWithWWW(before: index) || partsLabels(at: index)
        default: false
        }
    }

    /// Whether this dot stands between what can end a domain's label and a top-level domain.
    private func partsLabels(at offset: Int) -> Bool {
        let dot = self.utf8.index(startIndex, offsetBy: offset)
        guard let last = unicodeScalars[..<dot].last, last.isOfName else { return false }
        return unicodeScalars[dot...].dropFirst().beginsWithTopLevelDomain
    }
}

extension Span<UInt8> {
    /// Whether `www`, in whatever case, stands before this index.
    fileprivate func endsWithWWW(before index: Int) -> Bool {
        index >= 3 && (index - 3..<index).allSatisfy { self[$0] | 0x20 == UInt8(ascii: "w") }
    }
}

extension Unicode.Scalar {
    /// Whether it can end a domain's label.
    fileprivate var isOfName: Bool {
        properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .otherSymbol
            || self == "\u{FE0F}"
    }
}

extension Substring.UnicodeScalarView {
    /// Whether a label stands here that only top-level domains have: two ASCII letters or more, or Punycode, and no digit
    /// (RFC 3696 2); or one of another script. What ends the names of documents is none, and stays.
    fileprivate var beginsWithTopLevelDomain: Bool {
        let label = prefix { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
            default: false
            }
        }
        guard !label.isEmpty else { return beginsWithForeignTopLevelDomain }
        let name = String(label).lowercased()
        let isWord = name.utf8.count > 1 && label.allSatisfy(\.properties.isAlphabetic)
        return name.hasPrefix("xn--") || isWord && !Self.documentExtensions.contains(name)
    }

    /// Chinese does not say where a word ends, so a label may be followed by anything; but not every word is a domain:
    /// `1.总体情况` has its dot. Of other scripts, which no report is written in, each two letters may be one.
    private var beginsWithForeignTopLevelDomain: Bool {
        let letters = prefix(2)
        guard letters.count == 2, letters.allSatisfy(\.properties.isAlphabetic) else { return false }
        guard letters.allSatisfy(\.properties.isIdeographic) else {
            return letters.allSatisfy { !$0.properties.isIdeographic }
        }
        return Self.chineseTopLevelDomains.contains { starts(with: $0) }
    }

    /// What names of documents end with; no top-level domain is called so.
    private static let documentExtensions: Set = [
        "txt", "doc", "docx", "wps", "ofd", "pdf", "rtf", "htm", "html", "xls", "xlsx", "xml", "json", "csv",
    ]

    /// The top-level domains in Chinese characters (data.iana.org/TLD/tlds-alpha-by-domain.txt, decoded).
    private static let chineseTopLevelDomains: [[Unicode.Scalar]] = [
        "中国", "中國", "香港", "台湾", "台灣", "澳門", "澳门", "新加坡", "政务", "政府", "公益", "组织机构", "机构", "企业", "公司", "集团",
        "网络", "网址", "网店", "网站", "在线", "中文网", "中信", "手机", "移动", "信息", "娱乐", "游戏", "商城", "商店", "商标", "八卦",
        "佛山", "广东", "世界", "我爱你", "时尚", "书籍", "购物", "健康", "慈善", "食品", "餐厅", "酒店", "珠宝", "招聘", "新闻", "点看",
        "天主教", "联通", "微博", "谷歌", "工行", "大拿", "嘉里", "大众汽车", "亚马逊", "电讯盈科", "淡马锡", "诺基亚", "家電", "通販", "飞利浦",
    ].map { Array($0.unicodeScalars) }
}
