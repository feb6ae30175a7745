/// How chats know addresses in text that is not marked up, and make links of them. What looks like a telephone number stays:
/// it is a figure to us, and to call it is the reader's decision.
extension String {
    /// The text with each character as `write` puts it, which is told whether this one makes an address of what stands
    /// around it: the colon of `://`, the dot of `www.`, and the one before a top-level domain.
    func rewritten(_ write: (_ text: inout String, _ scalar: Unicode.Scalar, _ isOfAddress: Bool) -> Void) -> String {
        var result = ""
        result.reserveCapacity(utf8.count)
        var rest = unicodeScalars[...]
        var before = LastScalars()
        while let scalar = rest.popFirst() {
            let isOfAddress =
                switch scalar {
                case ":": rest.starts(with: "//".unicodeScalars)
                case ".": before.areWWW || before.areOfName && rest.beginsWithTopLevelDomain
                default: false
                }
            write(&result, scalar, isOfAddress)
            before.append(scalar)
        }
        return result
    }
}

/// What stands before a dot, as far as it matters.
private struct LastScalars {
    private var count = 0
    private var last: Unicode.Scalar = " "

    /// Whether the last three are `www`, in whatever case.
    var areWWW: Bool { count >= 3 }

    /// Whether the last one can end a domain's label; asked at dots only, because the tables of Unicode are slow.
    var areOfName: Bool {
        let properties = last.properties
        return properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .otherSymbol
            || last == "\u{FE0F}"
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        count = scalar == "w" || scalar == "W" ? count + 1 : 0
        last = scalar
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
