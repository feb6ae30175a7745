/// What the writers of Office documents share.
public enum OfficeXML {
    /// The first line of every part.
    public static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let packageRelation = "http://schemas.openxmlformats.org/package/2006/relationships"

    /// Text for between tags.
    public static func escaped(_ text: String) -> String {
        text.reduce(into: "") { xml, character in
            switch character {
            case "&": xml += "&amp;"
            case "<": xml += "&lt;"
            case ">": xml += "&gt;"
            case "\"": xml += "&quot;"
            default: xml.append(character)
            }
        }
    }

    /// A part of relations: the last word of each type, and what it points to.
    public static func relations(_ list: [(type: String, target: String)], isStrict: Bool = false) -> String {
        let base =
            isStrict
            ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
            : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let items = list.enumerated().map { index, item in
            "<Relationship Id=\"rId\(index + 1)\" Type=\"\(base)/\(item.type)\" Target=\"\(item.target)\"/>"
        }
        return head + "<Relationships xmlns=\"\(packageRelation)\">" + items.joined() + "</Relationships>"
    }
}
