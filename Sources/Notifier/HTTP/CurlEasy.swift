internal import CCurl

/// A libcurl easy handle with typed access to its options and results; belongs to one thread.
@safe final class CurlEasy {
    let handle: UnsafeMutableRawPointer
    /// Which of the multi handle's transfers it is.
    var id: UInt { unsafe UInt(bitPattern: handle) }
    /// Whether libcurl took every option since the last ``reset()``.
    private(set) var isSetUp = true
    private let errorText: UnsafeMutableBufferPointer<CChar>

    init?() {
        guard let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = handle
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0)
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe errorText.deallocate()
    }

    /// Forgets all options; connections stay (curl_easy_reset(3)).
    func reset() {
        unsafe curl_easy_reset(handle)
        isSetUp = true
        unsafe errorText[0] = 0
        unsafe set(CURLOPT_ERRORBUFFER, pointer: errorText.baseAddress)
    }

    // MARK: Options

    func set(_ option: CURLoption, _ value: Int) {
        note(unsafe ccurl_set_long(handle, option, value))
    }

    func set(_ option: CURLoption, large value: Int) {
        note(unsafe ccurl_set_offset(handle, option, curl_off_t(value)))
    }

    func set(_ option: CURLoption, _ value: String) {
        note(unsafe ccurl_set_string(handle, option, value))
    }

    func set(_ option: CURLoption, _ list: CurlList) {
        note(unsafe ccurl_set_list(handle, option, list.head))
    }

    @unsafe func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) {
        note(unsafe ccurl_set_pointer(handle, option, pointer))
    }

    /// Notes what libcurl said to an option.
    func note(_ code: CURLcode) {
        if code != CURLE_OK { isSetUp = false }
    }

    // MARK: Results

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        unsafe ccurl_get_long(handle, info, &value)
        return value
    }

    func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        unsafe ccurl_get_offset(handle, info, &value)
        return Int(value)
    }

    /// A header of the last response.
    func header(_ name: String) -> String? {
        var header: UnsafeMutablePointer<curl_header>?
        guard unsafe curl_easy_header(handle, name, 0, UInt32(CURLH_HEADER), -1, &header) == CURLHE_OK,
            let value = unsafe header?.pointee.value
        else { return nil }
        return unsafe String(cString: value)
    }

    /// What libcurl has to say about a failure, with its code.
    func explanation(of code: CURLcode) -> String {
        let own = unsafe errorText.baseAddress.map { unsafe String(cString: $0) } ?? ""
        let text = own.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : own
        return "\(text) (libcurl \(code.rawValue))"
    }
}

/// A list of strings as libcurl takes them; it has to live as long as the transfer.
@safe final class CurlList {
    private(set) var head: UnsafeMutablePointer<curl_slist>?

    init(_ strings: [String]) {
        for string in strings { unsafe head = curl_slist_append(head, string) ?? head }
    }

    deinit {
        unsafe curl_slist_free_all(head)
    }
}
