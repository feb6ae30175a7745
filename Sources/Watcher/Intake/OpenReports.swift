import Core

/// Pages that lack tables, and documents that have some, as they were met of late: which of them may be one report although
/// their names do not tell. A page may link to the document; or both name the same organ and year, stand in one directory,
/// and were modified within the settle time of each other. Pure and bounded: the oldest are forgotten.
struct OpenReports: Sendable {
    /// A file, and whose report it says it is.
    struct File: Sendable, Hashable {
        let path: BytePath
        /// When it was modified, nanoseconds since the epoch.
        let modified: Int64
        let agency: String?
        let year: Int?
    }

    /// A page that lacks tables.
    struct Page: Sendable, Hashable {
        let file: File
        /// The names of the documents that it links to, or that its sidecar names.
        let links: [[UInt8]]
    }

    private let settle: Int64
    private let capacity: Int
    private var pages: [Page] = []
    private var documents: [File] = []

    /// None, with the settle time in milliseconds, and how many of each kind are kept.
    init(settle: Int64, capacity: Int = 256) {
        self.settle = settle * 1_000_000
        self.capacity = capacity
    }

    /// Takes in a page that lacks tables; the documents met before that may hold them.
    mutating func note(_ page: Page) -> [BytePath] {
        pages.removeAll { $0.file.path == page.file.path }
        if pages.count >= capacity { pages.removeFirst() }
        pages.append(page)
        return documents.filter { fit(page, $0) }.map(\.path)
    }

    /// Takes in a document that has tables; the pages met before that may lack these, the latest first.
    mutating func note(_ document: File) -> [Page] {
        documents.removeAll { $0.path == document.path }
        if documents.count >= capacity { documents.removeFirst() }
        documents.append(document)
        return pages.reversed().filter { fit($0, document) }
    }

    private func fit(_ page: Page, _ document: File) -> Bool {
        guard page.file.path.directory == document.path.directory else { return false }
        if page.links.contains(document.path.name) { return true }
        guard let agency = page.file.agency, let year = page.file.year else { return false }
        let (apart, hasOverflown) = page.file.modified.subtractingReportingOverflow(document.modified)
        return agency == document.agency && year == document.year && !hasOverflown && apart.magnitude <= settle
    }
}

extension BytePath {
    /// The directory, with a slash at its end; empty where none is named.
    var directory: ArraySlice<UInt8> { bytes.dropLast(name.count) }

    /// The path of another file in the same directory.
    func beside(_ name: [UInt8]) -> BytePath { BytePath(bytes: directory + name) }
}
