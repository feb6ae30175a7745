internal import CCurl

/// The parts of a URL, found by the parser libcurl connects with, so that what is checked is what is reached.
struct CurlURL {
    let scheme: String
    /// In lower case, an IPv6 address without its brackets.
    let host: String
    let port: Int
    let hasUserInfo: Bool

    /// The parts; nil when libcurl would not take the text as a URL with a scheme and a host (libcurl-url(3)).
    init?(_ text: String) {
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
        // libcurl overlooks a third slash and would take the path's first part for the host.
        guard !text.contains(":///"), let handle = unsafe curl_url() else { return nil }
        defer { unsafe curl_url_cleanup(handle) }
        guard unsafe curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK else {
            return nil
        }
        func part(_ part: CURLUPart) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            let code = unsafe curl_url_get(handle, part, &value, UInt32(CURLU_DEFAULT_PORT))
            guard code == CURLUE_OK, let value = unsafe value else { return nil }
            defer { unsafe curl_free(value) }
            return unsafe String(cString: value)
        }
        guard let scheme = part(CURLUPART_SCHEME), let host = part(CURLUPART_HOST), !host.isEmpty,
            let port = part(CURLUPART_PORT).flatMap({ Int($0) })
        else { return nil }
        self.scheme = scheme.lowercased()
        self.host = (host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host).lowercased()
        self.port = port
        hasUserInfo = part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil
    }
}
