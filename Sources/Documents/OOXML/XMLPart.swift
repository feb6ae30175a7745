import CXML
import Core

/// Drives libxml2's push parser over a part of a package; the only file that touches the library for packages.
///
/// A part may name no DTD (ECMA-376 part 2, 8.1.4), so there is none to expand entities from or to fetch; whatever nests
/// deeper than the limit ends the reading.
enum XMLPart {
    /// Initialises the library once, before two threads could.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// How many bytes all names and namespaces of a part may have, as libxml2 keeps them: it compares each attribute of an element
    /// with all before it, so that an element of a hundred thousand could keep it busy for hours without a word.
    private static let mostNames = 20_000

    /// Reads a part.
    ///
    /// - Parameters:
    ///   - entry: the part.
    ///   - package: the archive it is in.
    ///   - limits: how deep it may nest.
    ///   - handler: takes what is in it.
    /// - Throws: what the handler throws; ``DocumentFailure/corrupt(_:)`` where it is no XML.
    static func read<Handler: XMLHandler>(
        _ entry: ZipPackage.Entry, of package: ZipPackage, _ limits: ReadingLimits, into handler: inout Handler
    ) throws(DocumentFailure) {
        var session = XMLSession(handler, nesting: limits.nesting)
        try unsafe withUnsafeMutablePointer(to: &session) { (session) throws(DocumentFailure) in
            try unsafe read(entry, of: package, into: session)
        }
        if let filled = session.handler as? Handler { handler = filled }
    }

    @unsafe private static func read(
        _ entry: ZipPackage.Entry, of package: ZipPackage, into session: UnsafeMutablePointer<XMLSession>
    ) throws(DocumentFailure) {
        var events = unsafe handlers
        guard isReady,
            let context = unsafe xmlCreatePushParserCtxt(&events, UnsafeMutableRawPointer(session), nil, 0, nil)
        else { throw broken(entry, line: 0) }
        defer { unsafe xmlFreeParserCtxt(context) }
        unsafe session.pointee.context = unsafe context
        // HUGE lifts the library's own limits on depth and length: ours stand.
        unsafe xmlCtxtUseOptions(context, CInt(XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue))
        unsafe xmlDictSetLimit(context.pointee.dict, mostNames)
        try unsafe package.read(entry) { (piece) throws(DocumentFailure) in
            try unsafe parse(piece, session, context, entry)
            return true
        }
        unsafe xmlParseChunk(context, nil, 0, 1)
        if let failure = unsafe session.pointee.failure { throw failure }
        if unsafe isBroken(context) { throw unsafe broken(entry, line: xmlSAX2GetLineNumber(context)) }
    }

    /// Whether the parser gave up; errors of namespaces it goes on after.
    @unsafe private static func isBroken(_ context: xmlParserCtxtPtr) -> Bool {
        unsafe context.pointee.wellFormed == 0 || context.pointee.errNo == CInt(XML_ERR_NO_MEMORY.rawValue)
    }

    @unsafe private static func parse(
        _ piece: UnsafeRawBufferPointer, _ session: UnsafeMutablePointer<XMLSession>, _ context: xmlParserCtxtPtr,
        _ entry: ZipPackage.Entry
    ) throws(DocumentFailure) {
        let start = unsafe piece.baseAddress?.assumingMemoryBound(to: CChar.self)
        let code = unsafe xmlParseChunk(context, start, CInt(piece.count), 0)
        if let failure = unsafe session.pointee.failure { throw failure }
        if unsafe code != 0 && isBroken(context) {
            throw unsafe broken(entry, line: xmlSAX2GetLineNumber(context))
        }
    }

    private static var handlers: xmlSAXHandler {
        var events = unsafe xmlSAXHandler()
        unsafe events.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe events.startElementNs = { context, name, _, uri, _, _, count, _, attributes in
            unsafe XMLSession.of(context)?.pointee.open(name, uri, XMLAttributes(attributes, count: count))
        }
        unsafe events.endElementNs = { context, _, _, _ in unsafe XMLSession.of(context)?.pointee.close() }
        let text: charactersSAXFunc = { context, start, count in
            unsafe XMLSession.of(context)?.pointee.text(UnsafeBufferPointer(start: start, count: Int(count)))
        }
        unsafe events.characters = unsafe text
        unsafe events.ignorableWhitespace = unsafe text
        unsafe events.cdataBlock = unsafe text
        unsafe events.internalSubset = { context, _, _, _ in unsafe XMLSession.of(context)?.pointee.refuseDocumentType()
        }
        return unsafe events
    }

    private static func broken(_ entry: ZipPackage.Entry, line: CInt) -> DocumentFailure {
        let name = EntryName.shown(entry.name)
        return .corrupt(
            Message(
                zh: "文件已损坏：\(name) 的 XML 在第 \(line) 行出错；请重新采集",
                en: "the file is broken: the XML of \(name) ends in an error on line \(line); fetch it again"))
    }
}

/// What stands between the parser and a handler: which element is open, how deep it is, and what nobody wants to hear.
@safe struct XMLSession {
    fileprivate var handler: any XMLHandler
    private let nesting: Int
    private var elements: [OfficeElement] = [.other]
    /// How many elements are open inside one that is not wanted, itself included.
    private var unwanted = 0
    /// The parser keeps each URI once, so the pointer alone tells; a document has a dozen.
    private var uris: [UnsafePointer<xmlChar>] = unsafe []
    private var namespaces: [OfficeElement.Namespace?] = []
    fileprivate(set) var failure: DocumentFailure?
    fileprivate var context: xmlParserCtxtPtr?

    fileprivate init(_ handler: any XMLHandler, nesting: Int) {
        self.handler = handler
        self.nesting = nesting
    }

    @unsafe fileprivate static func of(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLSession>? {
        unsafe context?.assumingMemoryBound(to: XMLSession.self)
    }

    @unsafe fileprivate mutating func open(
        _ name: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?, _ attributes: XMLAttributes
    ) {
        guard failure == nil, let name = unsafe name else { return }
        if elements.count + unwanted > nesting { return stop(.beyond(.nesting, allowed: nesting)) }
        if unwanted > 0 {
            unwanted += 1
            return
        }
        var element = OfficeElement.other
        if let namespace = unsafe namespace(uri) { element = unsafe OfficeElement(namespace, name) }
        do throws(DocumentFailure) {
            if try handler.open(element, in: elements[elements.count - 1], attributes) {
                elements.append(element)
            } else {
                unwanted = 1
            }
        } catch { stop(error) }
    }

    fileprivate mutating func close() {
        guard failure == nil else { return }
        if unwanted > 0 {
            unwanted -= 1
            return
        }
        do throws(DocumentFailure) { try handler.close(elements.removeLast()) } catch { stop(error) }
    }

    @unsafe fileprivate mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard unwanted == 0, failure == nil else { return }
        unsafe handler.text(bytes, in: elements[elements.count - 1])
    }

    fileprivate mutating func refuseDocumentType() {
        stop(
            .corrupt(
                Message(
                    zh: "文件含有 DOCTYPE 声明，Office 文档中不允许（可能是实体攻击），未读取",
                    en: "it declares a DOCTYPE, which Office documents may not (it may be an entity attack): not read"))
        )
    }

    private mutating func stop(_ failure: DocumentFailure) {
        self.failure = failure
        unsafe xmlStopParser(context)
    }

    @unsafe private mutating func namespace(_ uri: UnsafePointer<xmlChar>?) -> OfficeElement.Namespace? {
        guard let uri = unsafe uri else { return nil }
        if let index = unsafe uris.firstIndex(of: uri) { return namespaces[index] }
        let namespace = unsafe OfficeElement.Namespace(uri: String(cString: uri))
        if namespaces.count < 32 {
            unsafe uris.append(uri)
            namespaces.append(namespace)
        }
        return namespace
    }
}
