@testable import Core

extension RuleCase {
    /// A report on 2022 whose section six reads like this.
    private static func other(_ text: String) -> Example {
        Example(text, .edition2021) { $0.narrative[.other] = text }
    }

    /// A report on 2022 whose section one reads like this and whose section six is 无.
    private static func overview(_ text: String) -> Example {
        Example(text, .edition2021) {
            $0.narrative[.overview] = text
            $0.narrative[.other] = "无。"
        }
    }

    private static func government(_ text: String) -> Example {
        Example(text) {
            $0.title = "白浪市沙溪区人民政府2020年政府信息公开工作年度报告"
            $0.narrative[.overview] = text
        }
    }

    private static func problems(_ text: String) -> Example {
        Example(text) { $0.narrative[.problems] = text }
    }

    /// A report on 2020 of an organ that ends with these lines.
    private static func ending(_ text: String, _ organ: String = "青岚市渔业局") -> Example {
        Example("\(organ) \(text)") {
            $0.title = "\(organ)2020年政府信息公开工作年度报告"
            $0.ending = text
        }
    }

    private static func beginning(_ text: String, _ organ: String = "青岚市渔业局") -> Example {
        Example("\(organ) \(text)") {
            $0.title = "\(organ)2020年政府信息公开工作年度报告"
            $0.preamble = text
        }
    }

    static let content: [RuleCase] =
        cases(
            "content.fee-statement",
            found: [
                other("无。"), other("没有其他需要报告的事项。"), overview("公开行政事业性收费目录12项，落实政府信息公开工作经费。"),
                overview("全年收到政府信息公开申请3件，均已答复。"),
            ],
            silent: [
                other("本年度未收取信息公开处理费。"), other("我局未发出收费通知，总金额0元，实际收取0元。"), other("本年度没有产生任何费用。"), other("无收费情况。"),
                other("收费情况：无"), overview("2022年共收到依申请公开0件，依申请公开信息收取的费用0元。"), overview("未向申请人收取政府信息公开检索、复制、邮寄等费用。"),
                overview("（六）收费及减免情况\n无。"), Example("a report on a year before") { $0.narrative[.other] = "无。" },
                Example("no year at all", .edition2021) {
                    $0.title = "青岚市渔业局政府信息公开工作年度报告"
                    $0.narrative[.other] = "无。"
                },
            ])
        + cases(
            "content.assessment",
            found: [
                government("全区推进各项公开工作。"), government("加强组织领导，开展业务培训3次。"), government("公开评价结果，回应群众关切。"),
                government("公开低保评议结果，组织村民民主评议。"),
                Example("a township") {
                    $0.title = "沙溪区白浪镇人民政府2020年政府信息公开工作年度报告"
                },
            ],
            silent: [
                government("将政务公开纳入年度绩效考核。"), government("开展政府信息公开社会评议，收回问卷44份。"), government("全区未发生政府信息公开工作责任追究情况。"),
                government("委托机构开展第三方评估。"), government("对3家单位约谈问责。"), Example("a department") { _ in },
                Example("a government's office") {
                    $0.title = "白浪市沙溪区人民政府办公室2020年政府信息公开工作年度报告"
                },
            ])
        + cases(
            "content.problems-empty",
            found: [
                problems("无"), problems("暂无。"), problems("  无。  "), problems("（一）存在的主要问题\n无\n（二）改进情况\n无"),
                Example("nothing between two headings") { $0.narrative[.problems] = "" },
                Example("五、存在的主要问题及改进情况 无") {
                    $0.headings[.problems] = "五、存在的主要问题及改进情况 无"
                    $0.narrative[.problems] = ""
                },
                Example("五、存在问题及改进措施：无") {
                    $0.headings[.problems] = "五、存在问题及改进措施：无"
                    $0.narrative[.problems] = ""
                },
            ],
            silent: [
                problems("无专职人员，更新不够及时。"), problems("公开意识不强。"), problems("一是公开不够及时\n二是形式单一"), problems("1.更新不及时"),
                Example("nothing in section six") { $0.narrative[.other] = "无" },
                Example("五、存在的主要问题及改进情况：公开意识不强，将加强培训。") {
                    $0.headings[.problems] = "五、存在的主要问题及改进情况：公开意识不强，将加强培训。"
                    $0.narrative[.problems] = ""
                },
                Example("a list of contents at the end") {
                    $0.ending = "五、存在的主要问题及改进情况\n六、其他需要报告的事项"
                },
                Example("no section five") { $0.headings[.problems] = "" },
            ])
        + cases(
            "timeliness.late",
            found: [
                ending("青岚市渔业局\n2021年2月1日"), ending("2021年3月1日"), ending("青岚市渔业局 二〇二一年二月三日"),
                beginning("发布日期：2021-02-03"),
                beginning("来源：渔业局　发布时间：2021年4月2日 10:20　浏览：12次"), ending("沙溪区人民政府\n2021年4月1日", "白浪市沙溪区人民政府"),
                ending("2021年2月18日", "沙溪区白浪镇人民政府"), ending("2021年2月18日", "沙溪区临海街道办事处"),
            ],
            silent: [
                ending("青岚市渔业局\n2021年1月31日"), ending("2020年12月31日"), ending("青岚市渔业局"), beginning("发布日期：2021-01-15"),
                ending("沙溪区人民政府\n2021年3月31日", "白浪市沙溪区人民政府"), ending("2021年3月2日", "白浪市沙溪区"),
                ending("2021年3月2日", "沙溪区政府"),
                beginning("打印日期：2021-05-06"), ending("关于做好春耕生产的通知 2021-05-06"), ending("本局将于2021年5月6日前完成整改。"),
                beginning("统计期限自2020年1月1日起至2020年12月31日止。"), ending("2021年2月30日"),
                Example("a year in doubt") {
                    $0.title = "青岚市渔业局2020年政府信息公开工作年度报告"
                    $0.preamble = "统计期限为2021年1月1日至2021年12月31日。"
                    $0.ending = "2022年1月20日"
                },
            ])
}
