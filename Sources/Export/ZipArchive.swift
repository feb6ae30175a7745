internal import CZip
internal import Glibc

/// A zip file that is being made; it appears at its path when it is closed.
@safe final class ZipArchive {
    private let path: String
    private var handle: OpaquePointer?

    init(path: String) throws(ExportError) {
        self.path = path
        var code: CInt = 0
        unsafe handle = unsafe zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code)
        guard unsafe handle != nil else {
            var error = unsafe zip_error_t()
            unsafe zip_error_init_with_code(&error, code)
            defer { unsafe zip_error_fini(&error) }
            throw ZipArchive.failure(path, unsafe String(cString: zip_error_strerror(&error)))
        }
    }

    deinit {
        if let handle = unsafe handle { unsafe zip_discard(handle) }
    }

    /// Adds a file with this text.
    func add(_ name: String, _ text: String) throws(ExportError) {
        let file = try PartFile()
        try file.write(text)
        try add(name, from: file)
    }

    /// Adds a file with what a part holds.
    func add(_ name: String, from part: PartFile) throws(ExportError) {
        try unsafe add(name, source: part.source(handle))
    }

    private func add(_ name: String, source: OpaquePointer?) throws(ExportError) {
        guard let source = unsafe source else { throw failure }
        guard unsafe zip_file_add(handle, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0 else {
            unsafe zip_source_free(source)
            throw failure
        }
    }

    /// Packs all that was added.
    func close() throws(ExportError) {
        guard unsafe zip_close(handle) == 0 else { throw failure }
        unsafe handle = nil
    }

    private var failure: ExportError {
        ZipArchive.failure(path, unsafe String(cString: zip_strerror(handle)))
    }

    private static func failure(_ path: String, _ cause: String) -> ExportError {
        ExportError(object: path, cause: cause, hint: "check the folder, its permissions and the space left")
    }
}

/// A part's XML on its way into the archive, in a temporary file without a name.
@safe final class PartFile {
    private let file: UnsafeMutablePointer<FILE>

    init() throws(ExportError) {
        guard let file = unsafe tmpfile() else { throw ExportError(writing: "a temporary file", code: errno) }
        unsafe self.file = unsafe file
    }

    deinit { unsafe fclose(file) }

    func write(_ xml: String) throws(ExportError) {
        var xml = xml
        let written = xml.withUTF8 { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
        guard written == xml.utf8.count else { throw ExportError(writing: "a temporary file", code: errno) }
    }

    /// What libzip reads the part from; it closes a copy of the descriptor, not the file itself.
    func source(_ archive: OpaquePointer?) -> OpaquePointer? {
        guard unsafe fflush(file) == 0, let copy = unsafe fdopen(dup(fileno(file)), "r") else { return nil }
        unsafe rewind(copy)
        return unsafe zip_source_filep(archive, copy, 0, 0)
    }
}
