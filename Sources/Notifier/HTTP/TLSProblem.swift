internal import CCurl
internal import Core

/// What kept a TLS connection from being trusted, in words that say what to change.
enum TLSProblem: Sendable, Hashable {
    /// Nobody that is trusted has signed the certificate.
    case untrusted
    /// The certificate is no longer valid.
    case expired
    /// The certificate is not valid yet, or the clock is slow.
    case notYetValid
    /// The certificate is another host's.
    case wrongName
    /// The file of `network.ca_file` cannot be used.
    case unusableCAFile
    /// The port does not speak TLS.
    case notTLS
    /// The mail server has no STARTTLS.
    case noStartTLS
    /// They could not agree for another reason.
    case handshake

    /// The problem of a transfer that ended with `code`, from the verdict of OpenSSL (X509_STORE_CTX_get_error(3)) and
    /// libcurl's own words; nil when it was no TLS problem.
    init?(code: CURLcode, verification: Int, detail: String) {
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION: self = TLSProblem(verification: verification)
        case CURLE_SSL_CACERT_BADFILE: self = .unusableCAFile
        case CURLE_USE_SSL_FAILED: self = .noStartTLS
        case CURLE_SSL_CONNECT_ERROR where detail.contains("wrong version number"): self = .notTLS
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CIPHER: self = .handshake
        default: return nil
        }
    }

    private init(verification: Int) {
        switch verification {
        // libcurl compares the names itself and leaves the verdict as it was before OpenSSL came to one.
        case 0, 1, 62: self = .wrongName
        case 9: self = .notYetValid
        case 10: self = .expired
        default: self = .untrusted
        }
    }

    /// What is wrong.
    var reason: Message {
        switch self {
        case .untrusted: Message(zh: "对方证书不是由受信任的机构签发", en: "nobody trusted has signed the server's certificate")
        case .expired: Message(zh: "对方证书已过期", en: "the server's certificate has expired")
        case .notYetValid: Message(zh: "对方证书尚未生效", en: "the server's certificate is not valid yet")
        case .wrongName: Message(zh: "对方证书与主机名不符", en: "the server's certificate is for another host name")
        case .unusableCAFile:
            Message(
                zh: "network.ca_file 无法读取或其中没有证书", en: "network.ca_file cannot be read or holds no certificate")
        case .notTLS: Message(zh: "对方端口不使用 TLS", en: "the port does not speak TLS")
        case .noStartTLS: Message(zh: "邮件服务器不支持 STARTTLS", en: "the mail server does not offer STARTTLS")
        case .handshake: Message(zh: "TLS 握手失败", en: "the TLS handshake failed")
        }
    }

    /// What to do about it.
    var remedy: Message {
        switch self {
        case .untrusted:
            Message(
                zh: "如为内网自建证书，请把签发机构的证书（PEM）写进 network.ca_file",
                en: "if it is your own network's, put the PEM certificate of its authority into network.ca_file")
        case .expired:
            Message(zh: "请对方更新证书，并核对本机时钟", en: "have it renewed, and check this host's clock")
        case .notYetValid: Message(zh: "请核对本机时钟", en: "check this host's clock")
        case .wrongName:
            Message(zh: "请把网址中的主机名改为证书上的名称", en: "use the host name that the certificate states in the URL")
        case .unusableCAFile:
            Message(
                zh: "请核对该文件是 PEM 格式且服务用户可读", en: "check that it is PEM and that the daemon's user may read it")
        case .notTLS:
            Message(zh: "请核对网址的协议与端口", en: "check the scheme and the port of the URL")
        case .noStartTLS:
            Message(
                zh: "改用 smtps://；如确是内网服务器，把主机名写进 network.allow_private",
                en: "use smtps://, or name the host in network.allow_private if it is in your own network")
        case .handshake:
            Message(zh: "请核对对方是否支持 TLS 1.2 以上", en: "check that the server supports TLS 1.2 or newer")
        }
    }
}
