/// What rules rest on: articles of 《中华人民共和国政府信息公开条例》 (国务院令第711号, in force since 15 May 2019) and clauses of the form.
enum Basis {
    /// Who publishes on which year, and until when.
    static let duty = "《政府信息公开条例》第四十九条"
    /// What a report has to hold.
    static let content = "《政府信息公开条例》第五十条；《政府信息公开工作年度报告格式》"
    /// The two forms there are.
    static let editions = "国办公开办函〔2019〕60号；国办公开办函〔2021〕30号"
    /// The equation printed in the head of section three's table.
    static let requestsTable = "《政府信息公开工作年度报告格式》表三勾稽关系：第一项加第二项之和，等于第三项加第四项之和"
    /// What is carried over is one number in two reports.
    static let carriedOver = "《政府信息公开工作年度报告格式》表三：上年度“结转下年度继续办理”即本年度“上年结转”"
    /// How many documents are in force.
    static let documentsInForce = "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表二：现行有效件数"
    /// How many items there are and how their number changed.
    static let items = "《政府信息公开工作年度报告格式》（国办公开办函〔2019〕60号）表二：上一年项目数量、本年增/减"
    /// What the cells of the tables hold.
    static let cells = "《政府信息公开工作年度报告格式》填报要求"
    /// Normative documents are published.
    static let normativeDocuments = "《政府信息公开条例》第二十条第（一）项"
    /// Results of licensing are published.
    static let licensing = "《政府信息公开条例》第二十条第（五）项"
    /// Requests received and dealt with.
    static let requests = "《政府信息公开条例》第五十条第（二）项"
    /// Reconsiderations and lawsuits.
    static let appeals = "《政府信息公开条例》第五十条第（三）项"
    /// Problems and improvements; of governments assessment, public comment and accountability too.
    static let problems = "《政府信息公开条例》第五十条第（四）项"
    /// What the information-handling fee is, and that section six reports on it.
    static let fee = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；国办公开办函〔2021〕30号"
}
