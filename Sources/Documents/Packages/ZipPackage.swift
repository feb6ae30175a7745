import CZip
import Core
import Glibc

/// A zip archive in memory, read by its central directory, that gives no more than the limits allow.
@safe final class ZipPackage {
    /// One file in the archive.
    struct Entry: Sendable {
        /// Its name as it is written, in whatever encoding.
        let name: [UInt8]
        /// Its size once unpacked, as the archive says.
        let size: Int
        /// How many bytes it takes in the archive.
        let packedSize: Int
        /// Whether it takes a password.
        let isEncrypted: Bool
        fileprivate let index: UInt64
    }

    /// What is in it, in the order of the directory.
    let entries: [Entry]
    private let handle: OpaquePointer
    private let inflation: Inflation

    /// Opens an archive for as long as `body` runs.
    ///
    /// - Throws: what `body` throws, and ``DocumentFailure/corrupt(_:)`` or ``DocumentFailure/beyond(_:allowed:)`` where
    ///   the archive is broken or has too many entries.
    static func open<Result>(
        _ bytes: [UInt8], _ inflation: Inflation, _ body: (ZipPackage) throws(DocumentFailure) -> Result
    ) throws(DocumentFailure) -> Result {
        let limit = inflation.budget.limits.zipEntries
        guard ZipDirectory.count(in: bytes, upTo: limit) <= limit else { throw .beyond(.zipEntries, allowed: limit) }
        return try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(DocumentFailure) in
            try unsafe body(ZipPackage(buffer, inflation))
        }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, _ inflation: Inflation) throws(DocumentFailure) {
        var error = unsafe zip_error_t()
        unsafe zip_error_init(&error)
        defer { unsafe zip_error_fini(&error) }
        guard let source = unsafe zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error) else {
            throw unsafe Self.broken(&error)
        }
        guard let handle = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
            unsafe zip_source_free(source)
            throw unsafe Self.broken(&error)
        }
        let count = unsafe zip_get_num_entries(handle, 0)
        guard count <= inflation.budget.limits.zipEntries else {
            unsafe zip_discard(handle)
            throw .beyond(.zipEntries, allowed: inflation.budget.limits.zipEntries)
        }
        unsafe self.handle = unsafe handle
        self.inflation = inflation
        entries = (0..<UInt64(max(0, count))).compactMap { unsafe Self.entry($0, of: handle) }
    }

    deinit { unsafe zip_discard(handle) }

    private static func entry(_ index: UInt64, of handle: OpaquePointer) -> Entry? {
        var status = unsafe zip_stat_t()
        guard unsafe zip_stat_index(handle, index, 0, &status) == 0,
            let name = unsafe zip_get_name(handle, index, zip_flags_t(ZIP_FL_ENC_RAW))
        else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: name, count: strlen(name))
        return unsafe Entry(
            name: Array(bytes), size: Int(clamping: status.size), packedSize: Int(clamping: status.comp_size),
            isEncrypted: status.encryption_method != ZIP_EM_NONE, index: index)
    }

    // MARK: Content

    private static let pieceSize = 1 << 15

    /// Unpacks an entry piece by piece.
    ///
    /// - Parameters:
    ///   - entry: what to unpack.
    ///   - take: takes a piece, and says whether it wants more.
    /// - Throws: what `take` throws; ``DocumentFailure/unsupported(_:)`` for a password or an unknown method,
    ///   ``DocumentFailure/corrupt(_:)`` for broken data, ``DocumentFailure/beyond(_:allowed:)`` where it is too much.
    func read(
        _ entry: Entry, _ take: (UnsafeRawBufferPointer) throws(DocumentFailure) -> Bool
    ) throws(DocumentFailure) {
        guard !entry.isEncrypted else { throw Self.encrypted(entry) }
        try inflation.admit(size: entry.size, packed: entry.packedSize)
        guard let file = unsafe zip_fopen_index(handle, entry.index, 0) else {
            throw unsafe failure(of: entry, zip_get_error(handle))
        }
        defer { unsafe zip_fclose(file) }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 1)
        defer { unsafe piece.deallocate() }
        var soFar = 0
        while let start = piece.baseAddress {
            let count = unsafe zip_fread(file, start, UInt64(Self.pieceSize))
            guard count >= 0 else { throw unsafe failure(of: entry, zip_file_get_error(file)) }
            if count == 0 { break }
            soFar += Int(count)
            // An entry with more in it than its header says was never meant to be unpacked whole.
            if soFar > entry.size { throw Self.broken(entry, found: soFar) }
            try inflation.count(Int(count), soFar: soFar, packed: entry.packedSize)
            guard try unsafe take(UnsafeRawBufferPointer(start: start, count: Int(count))) else { return }
        }
        if soFar != entry.size { throw Self.broken(entry, found: soFar) }
    }

    /// An entry's whole content; throws as ``read(_:_:)`` does.
    func contents(of entry: Entry) throws(DocumentFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        try unsafe read(entry) { (piece) throws(DocumentFailure) in
            unsafe bytes.append(contentsOf: piece)
            return true
        }
        return bytes
    }

    // MARK: Failures

    /// The failure for an entry that takes a password.
    static func encrypted(_ entry: Entry) -> DocumentFailure {
        let name = EntryName.shown(entry.name)
        return .unsupported(
            Message(
                zh: "压缩包内的 \(name) 已加密，需要密码才能打开；请解密后重新放入",
                en: "\(name) in the archive takes a password; unpack it and drop it again"))
    }

    private static func broken(_ entry: Entry, found: Int) -> DocumentFailure {
        let name = EntryName.shown(entry.name)
        return .corrupt(
            Message(
                zh: "压缩包已损坏：\(name) 应有 \(entry.size) 字节，解压出 \(found) 字节；请重新采集",
                en: "the archive is broken: \(name) should have \(entry.size) bytes and gives \(found); fetch it again")
        )
    }

    private func failure(of entry: Entry, _ error: UnsafeMutablePointer<zip_error_t>) -> DocumentFailure {
        let name = EntryName.shown(entry.name)
        let method = unsafe error.pointee.zip_err
        if method == ZIP_ER_COMPNOTSUPP || method == ZIP_ER_ENCRNOTSUPP {
            return .unsupported(
                Message(
                    zh: "压缩包内的 \(name) 使用了不支持的压缩方法；请解压后重新放入",
                    en: "\(name) in the archive is packed in a way that is not supported; unpack it and drop it again"))
        }
        let cause = unsafe String(cString: zip_error_strerror(error))
        return .corrupt(
            Message(
                zh: "压缩包已损坏：\(name) 无法解压（\(cause)）；请重新采集",
                en: "the archive is broken: \(name) cannot be unpacked (\(cause)); fetch it again"))
    }

    private static func broken(_ error: UnsafeMutablePointer<zip_error_t>) -> DocumentFailure {
        let cause = unsafe String(cString: zip_error_strerror(error))
        return .corrupt(
            Message(
                zh: "压缩包不完整或已损坏（\(cause)）；请重新采集", en: "the archive is cut off or broken (\(cause)); fetch it again"))
    }
}
