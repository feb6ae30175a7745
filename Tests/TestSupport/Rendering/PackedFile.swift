internal import CZip
internal import Glibc

/// A zip archive made in memory.
public enum PackedFile {
    /// An archive with these files, deflated; their names are written as they are, without a word about their encoding
    /// unless they are UTF-8.
    public static func zip(_ files: [(name: [UInt8], content: [UInt8])], password: String? = nil) -> [UInt8] {
        var error = unsafe zip_error_t()
        guard let source = unsafe zip_source_buffer_create(nil, 0, 0, &error),
            let archive = unsafe zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error)
        else { return [] }
        unsafe zip_source_keep(source)
        defer { unsafe zip_source_free(source) }
        for file in files {
            // libzip frees what it is given, where that is any bytes.
            let copy = file.content.isEmpty ? nil : unsafe malloc(file.content.count)
            unsafe file.content.withUnsafeBytes { bytes in
                if let copy = unsafe copy, let start = bytes.baseAddress { unsafe memcpy(copy, start, bytes.count) }
            }
            let content = unsafe zip_source_buffer(archive, copy, UInt64(file.content.count), 1)
            let name = file.name.map { CChar(bitPattern: $0) } + [0]
            let index = unsafe zip_file_add(archive, name, content, 0)
            if index >= 0, let password {
                unsafe zip_file_set_encryption(archive, UInt64(index), UInt16(ZIP_EM_AES_256), password)
            }
        }
        guard unsafe zip_close(archive) == 0, unsafe zip_source_open(source) == 0 else { return [] }
        defer { unsafe zip_source_close(source) }
        var status = unsafe zip_stat_t()
        unsafe zip_source_stat(source, &status)
        var bytes = [UInt8](repeating: 0, count: unsafe Int(status.size))
        _ = unsafe bytes.withUnsafeMutableBytes { unsafe zip_source_read(source, $0.baseAddress, UInt64($0.count)) }
        return bytes
    }

    /// An archive with these texts.
    public static func zip(_ texts: [(String, String)]) -> [UInt8] {
        zip(texts.map { (Array($0.0.utf8), Array($0.1.utf8)) })
    }
}
