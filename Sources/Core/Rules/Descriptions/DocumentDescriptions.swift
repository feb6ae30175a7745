extension RuleDescription {
    static let documentEncoding = RuleDescription(
        "document.encoding", .info, needs: .file,
        summary: Message(zh: "文件不是 UTF-8，或有损坏的字节被替换", en: "not UTF-8, or broken sequences were replaced"),
        explanation: Message(
            zh: "读出的文字可能缺字；重新采集往往能解决。",
            en: "Characters may be missing from what was read; fetching the file again often helps."),
        example: RuleExample(
            .situation(Message(zh: "文件中有一处字节不成 UTF-8", en: "one byte in the file is no UTF-8")),
            finding: Message(
                zh: "文本中有 1 处损坏的 UTF-8 序列，已替换", en: "1 broken UTF-8 sequences in the text were replaced")))

    static let documentDuplicate = RuleDescription(
        "document.duplicate", .info, needs: .otherReports,
        summary: Message(zh: "同样的内容已入库", en: "the same content was already stored"),
        explanation: Message(
            zh: "内容按 SHA-256 辨认；只在库中记下又在何处见到，不再判断，也不再通知。show 列出各处，list 和 export 的 --rule document.duplicate 列出这样的报告。",
            en:
                "Content is told by its SHA-256; only where it was seen is added to the store; nothing is judged or told again. show has the places, list and export --rule document.duplicate the reports."
        ),
        example: RuleExample(
            .situation(
                Message(zh: "已入库的报告换了文件名再次放入", en: "a stored report is dropped again under another name")),
            finding: Message(
                zh: "不再判断，也不再通知；只记下这份内容又在何处见到",
                en: "not judged or told again: only where this content was seen is added")))

    static let documentRevision = RuleDescription(
        "document.revision", .info, needs: .otherReports,
        summary: Message(
            zh: "同一机关同一年度、内容不同的新版本", en: "same organ and year, other content: a revision"),
        explanation: Message(
            zh: "列出哪些单元格由多少改为多少；旧版本仍保留。", en: "It says which cells changed, from what to what; the old revision stays."),
        example: RuleExample(
            .situation(
                Message(
                    zh: "已入库的报告改正了一句正文后再次放入，表格数据未动",
                    en: "a stored report is dropped again with one sentence corrected and the same tables")),
            finding: Message(
                zh: "第 2 版：表格数据未变，正文或格式有改动",
                en: "revision 2: no cell has changed, the text or the form has")))

    static let documentTooLarge = RuleDescription(
        "document.too-large", .error, needs: .file,
        summary: Message(zh: "文件超过大小上限，未读取", en: "the file is over the limit and was not read"),
        explanation: Message(
            zh: "上限防止一个文件占满内存。", en: "The limit keeps one file from taking all memory."),
        thresholds: [
            RuleThreshold(key: "limits.file_bytes", "67108864", Message(zh: "字节数上限", en: "bytes at most"))
        ],
        example: RuleExample(
            .situation(
                Message(zh: "上限为 67108864 字节，文件有 67108865 字节", en: "a file of 67108865 bytes, the limit being 67108864")
            ),
            finding: DocumentFailure.tooLarge(size: 67_108_865, limit: 67_108_864).message))

    static let documentUnsupported = RuleDescription(
        "document.unsupported", .error, needs: .file,
        summary: Message(zh: "不支持的文件格式", en: "no reader for such content"),
        explanation: Message(
            zh: "格式看内容，不看扩展名；说明是什么，以及怎样转换。",
            en: "The content tells the format, not the extension; the finding says what it is and the remedy."),
        example: RuleExample(
            .situation(Message(zh: "一个二进制文件", en: "a binary file")),
            finding: Message(
                zh: "二进制文件，不是可识别的文档；请检查采集是否完整",
                en: "a binary file of no known kind; check that it was fetched whole")))

    static let documentCorrupt = RuleDescription(
        "document.corrupt", .error, needs: .file,
        summary: Message(zh: "格式可识别，但文件已损坏", en: "a supported format, but broken"),
        explanation: Message(
            zh: "重新采集，或在原处打开后另存。",
            en:
                "Fetch it again, or open it where it came from and save it anew."),
        example: RuleExample(
            .situation(
                Message(zh: "下载到一半就断开的 DOCX 文件", en: "a DOCX file of which only the first half was fetched")),
            finding: Message(
                zh: "DOCX 文件不完整，无法打开；请重新采集", en: "the DOCX file is not whole and cannot be opened; fetch it again")))

    static let documentTimeout = RuleDescription(
        "document.timeout", .error, needs: .file,
        summary: Message(zh: "读取用时超过上限，已放弃", en: "reading took longer than allowed"),
        explanation: Message(
            zh: "上限防止一个文件阻塞其余。",
            en:
                "The limit keeps one file from holding up the others."),
        thresholds: [RuleThreshold(key: "limits.seconds", "30", Message(zh: "秒数上限", en: "seconds at most"))],
        example: RuleExample(
            .situation(
                Message(zh: "一个 30 秒内没有读完的文件", en: "a file that has not been read to its end within 30 seconds")),
            finding: DocumentFailure.timeout(seconds: 30).message))

    static let documentEmpty = RuleDescription(
        "document.empty", .error, needs: .file,
        summary: Message(zh: "文件为空", en: "no bytes, or nothing but white space"),
        explanation: Message(
            zh: "刚放入的空文件先等待，看是否还在写入；仍为空才报。", en: "A fresh empty file is given time to be written; only then is it told."
        ),
        example: RuleExample(
            .situation(Message(zh: "文件只有空格和换行", en: "a file of nothing but spaces and line breaks")),
            finding: DocumentFailure.empty.message))

    static let documentDenied = RuleDescription(
        "document.denied", .error, needs: .file,
        summary: Message(zh: "没有读取权限已超过十分钟", en: "no permission to read for more than ten minutes"),
        explanation: Message(
            zh: "给了权限后，不必重新放入，程序会再读。", en: "Once permission is given the file is read without being dropped again."),
        thresholds: [RuleThreshold("10 min", Message(zh: "等待多久才报", en: "how long it is waited for"))],
        example: RuleExample(
            .situation(Message(zh: "文件权限为 0000", en: "a file of mode 0000")), finding: DocumentFailure.denied.message))

    static let documentNotRegular = RuleDescription(
        "document.not-regular", .error, needs: .file,
        summary: Message(zh: "不是普通文件", en: "a FIFO, socket or device, no regular file"),
        explanation: Message(zh: "不会打开，以免阻塞。", en: "It is not opened, for that could block."),
        example: RuleExample(
            .situation(Message(zh: "目录中有一个命名管道", en: "a named pipe in the directory")),
            finding: Message(
                zh: "这是命名管道（FIFO），不是普通文件，未读取；请删除并放入报告文件",
                en: "this is a FIFO and no regular file, and was not read; remove it and drop the report itself")))

    static let documentForeign = RuleDescription(
        "document.foreign", .info, needs: .file,
        summary: Message(zh: "不是政府信息公开工作年度报告", en: "it is no such report"),
        explanation: Message(
            zh: "既没有任何一张表格，也没有“标题相符且至少三个部分”的，不算年度报告；2008—2018 年的旧格式也在此列。",
            en:
                "It has none of the tables, nor a fitting title with at least three sections. The free form of 2008 to 2018 is foreign too."
        ),
        example: RuleExample(
            .situation(Message(zh: "一篇会议通知", en: "an invitation to a meeting")),
            finding: Message(
                zh: "不是政府信息公开工作年度报告：没有相应的标题和表格",
                en: "not such a report: neither its title nor its tables are there")))

    static let documentSidecar = RuleDescription(
        "document.sidecar", .warning, needs: .file,
        summary: Message(
            zh: "说明文件（*.meta.json）不是有效的 JSON，或某个值的类型不对",
            en: "the sidecar is no valid JSON, or a key has a wrong type"),
        explanation: Message(
            zh: "报告照常读取和判断，有误的值不用；整个文件无法读取时，仍按它此前可读的内容，直到它被改正或删除。",
            en: """
                The report is read and judged all the same, without the wrong values; where the whole file cannot be read, \
                what it said before holds until it is mended or deleted.
                """),
        example: RuleExample(
            .situation(
                Message(
                    zh: "报告旁的 meta.json 写着 {\"year\": \"2020 年\"}",
                    en: "the meta.json beside the report says {\"year\": \"2020 年\"}")),
            finding: Message(
                zh: "附带的 meta.json 有误：year 应为 2000 至 2099 之间的整数（第 1 行）",
                en: "the sidecar is wrong: year should be an integer from 2000 to 2099 (line 1)")))

    static let coverageMissing = RuleDescription(
        "coverage.missing", .warning, needs: .roster, basis: Basis.duty,
        summary: Message(
            zh: "名录中的机关过了期限仍没有报告", en: "an organ on the roster has no report for the year and the deadline has passed"),
        explanation: Message(
            zh: "每个机关每个期限只提醒一次，报告到后撤回；查明该报告属于别的机关时再提醒一次。",
            en: """
                Told once per organ and deadline, and withdrawn when the report arrives; told once more when that report turns out \
                to be another organ's.
                """),
        thresholds: RuleDescription.late.thresholds,
        example: RuleExample(
            .situation(
                Message(
                    zh: "青岚市渔业局在名录中，到 2021 年 2 月 1 日还没有它的 2020 年度报告",
                    en: "青岚市渔业局 is on the roster, and on 1 February 2021 its report on 2020 is not there")),
            finding: Message(
                zh: "青岚市渔业局没有 2020 年度报告，应于 2021-01-31 前公布",
                en: "no report of 青岚市渔业局 on 2020, which was due by 2021-01-31")))
}
