import CXML
import Core

/// Takes what a part of a package says, element by element. Handlers are structs: accesses to the properties of a class are checked
/// for exclusivity while the program runs, and a document has ten thousand elements.
protocol XMLHandler {
    /// An element begins.
    ///
    /// - Returns: whether what is in it is wanted; if not, neither it nor its end is told.
    mutating func open(
        _ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes
    ) throws(DocumentFailure) -> Bool
    /// An element ends.
    mutating func close(_ element: OfficeElement) throws(DocumentFailure)
    /// Text, in as many pieces as the parser likes.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, in element: OfficeElement)
}

extension XMLHandler {
    func close(_ element: OfficeElement) throws(DocumentFailure) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>, in element: OfficeElement) {}
}

/// An element's attributes, valid only while its beginning is told. Namespaces do not tell them apart: no element asked
/// about has two of one name.
@safe struct XMLAttributes {
    private let list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    private let count: Int

    /// The attributes as SAX2 hands them over: five pointers each.
    init(_ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: CInt) {
        unsafe self.list = unsafe list
        self.count = Int(count)
    }

    /// An attribute's bytes, valid only as long as this is; nil where it is missing.
    @unsafe func value(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        guard let list = unsafe list else { return nil }
        for index in 0..<count {
            guard let local = unsafe list[5 * index], unsafe xmlStrEqual(local, name.utf8Start) != 0 else { continue }
            guard let start = unsafe list[5 * index + 3], let end = unsafe list[5 * index + 4] else { return nil }
            return unsafe UnsafeBufferPointer(start: start, count: end - start)
        }
        return nil
    }

    /// An attribute's text; nil where it is missing. libxml2 leaves `&amp;` as `&#38;` in attributes.
    func string(_ name: StaticString) -> String? {
        guard let value = unsafe value(name) else { return nil }
        let text = unsafe String(decoding: value, as: UTF8.self)
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return text.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&")
    }

    /// An attribute's number; nil where it is missing or none.
    func number(_ name: StaticString) -> Int? {
        guard let value = unsafe value(name), let first = unsafe value.first else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        let digits = value.indices.dropFirst(isNegative ? 1 : 0)
        guard digits.count <= 15 else { return nil }
        var number = 0
        for index in digits {
            let digit = unsafe value[index] &- 0x30
            guard digit <= 9 else { return nil }
            number = number * 10 + Int(digit)
        }
        return isNegative ? -number : number
    }

    /// Whether an attribute has this value.
    func has(_ name: StaticString, _ wanted: StaticString) -> Bool {
        guard let value = unsafe value(name), value.count == wanted.utf8CodeUnitCount else { return false }
        return unsafe value.elementsEqual(UnsafeBufferPointer(start: wanted.utf8Start, count: value.count))
    }

    /// What a property that is there may still deny: `<w:vanish w:val="0"/>` (ECMA-376 part 1, 17.17.4).
    func isOn(_ name: StaticString = "val") -> Bool {
        !(has(name, "0") || has(name, "false") || has(name, "off"))
    }
}
