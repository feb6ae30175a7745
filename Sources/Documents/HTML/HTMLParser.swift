import CXML
import Core
import Glibc

/// Drives libxml2's SAX parser over a page in UTF-8; the only file that touches the library for HTML.
enum HTMLParser {
    /// Initialises the library once, before two threads could.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// How many bytes all names on a page may have: libxml2 compares each attribute of a tag with all before it, so that a tag of
    /// a hundred thousand could keep it busy for hours without a word. What has a name beyond is read without it.
    private static let mostNames = 20_000

    /// Parses a page.
    ///
    /// - Parameters:
    ///   - page: the page in UTF-8, without NUL, at which the parser would stop.
    ///   - tape: takes what the parser finds, and says when to stop.
    /// - Throws: ``DocumentFailure/corrupt(_:)`` when it is larger than the parser can count.
    static func parse(_ page: [UInt8], into tape: inout PageTape) throws(DocumentFailure) {
        guard isReady, let size = CInt(exactly: page.count),
            let context = unsafe page.withUnsafeBytes({ bytes in
                unsafe htmlCreateMemoryParserCtxt(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), size)
            })
        else { throw .corrupt(Message(zh: "网页太大，无法解析", en: "the page is too large to be parsed")) }
        defer { unsafe htmlFreeParserCtxt(context) }
        unsafe xmlDictSetLimit(context.pointee.dict, mostNames)
        var handler = unsafe htmlSAXHandler()
        unsafe handler.startElement = { unsafe HTMLParser.open($0, $1, $2) }
        unsafe handler.endElement = { session, _ in unsafe HTMLParser.withSession(session) { $0.close() } }
        unsafe handler.characters = { unsafe HTMLParser.text($0, $1, $2) }
        unsafe handler.ignorableWhitespace = { unsafe HTMLParser.text($0, $1, $2) }
        unsafe context.pointee.sax.pointee = handler
        let options = [HTML_PARSE_RECOVER, HTML_PARSE_NOERROR, HTML_PARSE_NOWARNING, HTML_PARSE_NONET]
        let bits = options.reduce(HTML_PARSE_IGNORE_ENC.rawValue) { $0 | $1.rawValue }
        unsafe htmlCtxtUseOptions(context, CInt(bits))
        // Without a word about it the parser takes bytes over 0x7F for Latin-1.
        unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
        unsafe withUnsafeMutablePointer(to: &tape) { tape in
            var session = unsafe Session(tape: tape, context: context)
            unsafe withUnsafeMutablePointer(to: &session) { session in
                unsafe context.pointee.userData = UnsafeMutableRawPointer(session)
                unsafe htmlParseDocument(context)
            }
        }
        tape.finish()
    }

    /// What the callbacks get: where to write, and the parser to stop.
    @unsafe private struct Session {
        let tape: UnsafeMutablePointer<PageTape>
        let context: htmlParserCtxtPtr
    }

    private static func withSession(_ raw: UnsafeMutableRawPointer?, _ body: (inout PageTape) -> Void) {
        guard let session = unsafe raw?.assumingMemoryBound(to: Session.self) else { return }
        unsafe body(&session.pointee.tape.pointee)
        if unsafe session.pointee.tape.pointee.failure != nil { unsafe xmlStopParser(session.pointee.context) }
    }

    private static func open(
        _ session: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        var packed: UInt64 = 0
        if var byte = unsafe name {
            while packed >> 56 == 0, unsafe byte.pointee != 0 {
                packed = unsafe packed << 8 | UInt64(byte.pointee)
                unsafe byte += 1
            }
        }
        unsafe withSession(session) {
            unsafe $0.open(HTMLElement(packed: packed), HTMLAttributes(list: attributes))
        }
    }

    private static func text(_ session: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: CInt) {
        unsafe withSession(session) { unsafe $0.write(UnsafeBufferPointer(start: bytes, count: Int(count))) }
    }
}

/// The attributes of an element while its callback lasts.
@safe struct HTMLAttributes {
    /// Names and values in turn, a null pointer at the end; the values may be null.
    private let list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

    /// The attributes in libxml2's list.
    @unsafe fileprivate init(list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        unsafe self.list = list
    }

    /// Calls `body` with each attribute.
    @inline(__always)
    func forEach(_ body: (HTMLAttribute) -> Void) {
        guard var entry = unsafe list else { return }
        while let name = unsafe entry.pointee {
            unsafe body(HTMLAttribute(name: name, value: entry[1]))
            unsafe entry += 2
        }
    }
}

/// One attribute while its callback lasts.
@safe struct HTMLAttribute {
    private let name: UnsafePointer<xmlChar>
    private let value: UnsafePointer<xmlChar>?

    @unsafe fileprivate init(name: UnsafePointer<xmlChar>, value: UnsafePointer<xmlChar>?) {
        unsafe self.name = name
        unsafe self.value = value
    }

    /// Whether it has that name, given in lower case.
    @inline(__always)
    func isNamed(_ wanted: StaticString) -> Bool {
        unsafe name.pointee == wanted.utf8Start.pointee
            && strcmp(characters(name), characters(wanted.utf8Start)) == 0
    }

    /// Whether the value holds a word as it stands.
    func contains(_ word: StaticString) -> Bool {
        guard let value = unsafe value else { return false }
        return unsafe strstr(characters(value), characters(word.utf8Start)) != nil
    }

    /// Whether the value ends in a dot and one of these, in small or in capital letters.
    func hasSuffix(_ suffixes: [StaticString]) -> Bool {
        guard let value = unsafe value, let dot = unsafe strrchr(characters(value), CInt(UInt8(ascii: "."))) else {
            return false
        }
        return suffixes.contains { unsafe strcasecmp(dot + 1, characters($0.utf8Start)) == 0 }
    }

    /// The value as text.
    var text: String {
        guard let value = unsafe value else { return "" }
        return unsafe String(cString: value)
    }

    /// The value as a number, 0 where it does not begin with one.
    var number: Int {
        guard let value = unsafe value else { return 0 }
        return unsafe min(max(strtol(characters(value), nil, 10), 0), 65_534)
    }

    private func characters(_ bytes: UnsafePointer<UInt8>) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
    }
}
