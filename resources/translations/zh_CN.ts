<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountView</name>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Code of it</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <translation>未采用的原因</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>未采用的内容</translation>
    </message>
    <message>
        <source>… and {n} more notes</source>
        <translation>……另有 {n} 条说明</translation>
    </message>
    <message>
        <source>All {n} that are left out: {file}</source>
        <translation>未采用的全部 {n} 条：{file}</translation>
    </message>
    <message>
        <source>Stopped. Nothing was stored.</source>
        <translation>已停止，没有入库。</translation>
    </message>
    <message>
        <source>{added} new, {changed} changed, {unchanged} unchanged, {bad} left out</source>
        <translation>新增 {added}，变更 {changed}，未变 {unchanged}，未采用 {bad}</translation>
    </message>
    <message>
        <source>Stopped after {done} of {total} rows, which stand: {told}. Import the file again to go on.</source>
        <translation>已停止，共 {total} 行，前 {done} 行已入库：{told}。再次导入同一文件即可继续。</translation>
    </message>
    <message>
        <source>Stored: {told}.</source>
        <translation>已入库：{told}。</translation>
    </message>
    <message>
        <source>Tried, nothing is stored: {told}.</source>
        <translation>试导入，尚未入库：{told}。</translation>
    </message>
</context>
<context>
    <name>ActionPanel</name>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>{action}: sending…</source>
        <translation>{action}：正在发送…</translation>
    </message>
</context>
<context>
    <name>AftercareList</name>
    <message>
        <source>confirmed {at}</source>
        <translation>{at} 已接收</translation>
    </message>
    <message>
        <source>no receipt since {at}</source>
        <translation>{at} 起未接收确认</translation>
    </message>
    <message>
        <source>receipt due {at}</source>
        <translation>{at} 前应确认接收</translation>
    </message>
    <message>
        <source>reopened {n} times</source>
        <translation>已发回重办 {n} 次</translation>
    </message>
    <message>
        <source>tried {n} times</source>
        <translation>已拨 {n} 次</translation>
    </message>
</context>
<context>
    <name>AlarmLight</name>
    <message>
        <source>alarms {n}</source>
        <translation>待处理告警 {n}</translation>
    </message>
    <message>
        <source>alarm flood {n}</source>
        <translation>告警泛滥 {n}</translation>
    </message>
    <message>
        <source>Alarms  F7</source>
        <translation>告警  F7</translation>
    </message>
</context>
<context>
    <name>AlarmLimits</name>
    <message>
        <source>Shelved for at most, hours</source>
        <translation>单次搁置不超过（小时）</translation>
    </message>
    <message>
        <source>and so often</source>
        <translation>同一告警最多搁置（次）</translation>
    </message>
    <message>
        <source>Flood: more alarms than</source>
        <translation>告警泛滥：超过（条）</translation>
    </message>
    <message>
        <source>in minutes</source>
        <translation>于（分钟）内</translation>
    </message>
</context>
<context>
    <name>AlarmPage</name>
    <message>
        <source>Alarm flood: more than ten within ten minutes. One sound for all of them; begin with the gravest cause.</source>
        <translation>告警泛滥：十分钟内超过十条。只响一声，已按原因归组，请从最要紧的一组开始。</translation>
    </message>
    <message>
        <source>An alarm of this workstation itself cannot be shelved.</source>
        <translation>本机自身的告警不能搁置。</translation>
    </message>
    <message>
        <source>No connection: alarms can be answered when it is back.</source>
        <translation>连接已断开，恢复后才能处理告警。</translation>
    </message>
    <message>
        <source>Somebody else was quicker, or it is over.</source>
        <translation>已由他人处理，或告警已消除。</translation>
    </message>
</context>
<context>
    <name>AlarmPanel</name>
    <message>
        <source>Enter open the case at its action · A acknowledge · S shelve · U take from the shelf</source>
        <translation>Enter 打开案件并定位到该办的一步 · A 确认 · S 搁置 · U 取消搁置</translation>
    </message>
    <message>
        <source>until {at}, {by}: {reason}</source>
        <translation>至 {at}，{by}：{reason}</translation>
    </message>
    <message>
        <source>seen by {by}</source>
        <translation>{by}已确认</translation>
    </message>
    <message>
        <source>new</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已消除</translation>
    </message>
    <message>
        <source>{cause} (the oldest {n} are listed)</source>
        <translation>{cause}（列出最早 {n} 条）</translation>
    </message>
    <message>
        <source>To answer {new} · seen {seen} · shelved {shelved} · checked {at}</source>
        <translation>待处理 {new} · 已确认 {seen} · 搁置 {shelved} · {at} 更新</translation>
    </message>
</context>
<context>
    <name>AlarmRateView</name>
    <message>
        <source>Alarm rate, last 24 hours</source>
        <translation>告警频度（近 24 小时）</translation>
    </message>
    <message>
        <source>Acceptable for one operator (EEMUA 191): 6 an hour, 10 in ten minutes, 1 % in flood.</source>
        <translation>单席可接受水平（EEMUA 191）：每小时 6 条、十分钟 10 条、泛滥时间 1 %。</translation>
    </message>
    <message>
        <source>my desk</source>
        <translation>本席</translation>
    </message>
    <message>
        <source>room, each</source>
        <translation>全室每席</translation>
    </message>
    <message>
        <source>Alarms an hour</source>
        <translation>每小时告警</translation>
    </message>
    <message>
        <source>Most in ten minutes</source>
        <translation>十分钟最多</translation>
    </message>
    <message>
        <source>Time in flood</source>
        <translation>泛滥时间占比</translation>
    </message>
    <message>
        <source>Mine standing over a day</source>
        <translation>本席超一天未消除</translation>
    </message>
    <message>
        <source>Operator hours</source>
        <translation>在席小时</translation>
    </message>
    <message>
        <source>Most from: {causes}</source>
        <translation>最多来自：{causes}</translation>
    </message>
    <message>
        <source>No alarm in the last 24 hours.</source>
        <translation>近 24 小时没有告警。</translation>
    </message>
    <message>
        <source>Less than an hour of attendance: rates are not told yet</source>
        <translation>在岗不足 1 小时，暂不计算</translation>
    </message>
    <message>
        <source>{figure} too many</source>
        <translation>{figure} 偏多</translation>
    </message>
</context>
<context>
    <name>AlarmRuleTable</name>
    <message>
        <source>Alarm rules</source>
        <translation>告警规则</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>For</source>
        <translation>发给</translation>
    </message>
    <message>
        <source>On</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>提示音</translation>
    </message>
    <message>
        <source>After, min</source>
        <translation>持续（分钟）</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>red card</source>
        <translation>红牌</translation>
    </message>
    <message>
        <source>order</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>new case</source>
        <translation>新告警</translation>
    </message>
    <message>
        <source>off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>after {n} min</source>
        <translation>{n} 分钟后</translation>
    </message>
</context>
<context>
    <name>AlarmSection</name>
    <message>
        <source>Alarm rules</source>
        <translation>告警规则</translation>
    </message>
    <message>
        <source>An alarm wants an action of somebody now. What is off stands on no list and rings nowhere; a broken history cannot be switched off.</source>
        <translation>告警即需要有人马上处理的事项。停用的不列出、不响铃；“流转记录被改动”不可停用。</translation>
    </message>
</context>
<context>
    <name>AlarmShelf</name>
    <message>
        <source>Why it can wait</source>
        <translation>为何可以缓一缓</translation>
    </message>
    <message>
        <source>Reason for shelving</source>
        <translation>搁置原因</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>搁置多久</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>Shelve  Enter</source>
        <translation>搁置  Enter</translation>
    </message>
    <message>
        <source>Shelve {n} alarms</source>
        <translation>搁置 {n} 条告警</translation>
    </message>
    <message>
        <source>Shelve: {what}</source>
        <translation>搁置：{what}</translation>
    </message>
</context>
<context>
    <name>AlarmTree</name>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>What is wanted</source>
        <translation>该办什么</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>案件编号</translation>
    </message>
    <message>
        <source>About</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>AmendField</name>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
</context>
<context>
    <name>AnswerCommands</name>
    <message>
        <source>answer</source>
        <translation>回填</translation>
    </message>
    <message>
        <source>answer to the task {code}</source>
        <translation>回填任务 {code}</translation>
    </message>
    <message>
        <source>{code}: and what was found? For example: {code} exists</source>
        <translation>{code}：结果是什么？例如：{code} 存在</translation>
    </message>
    <message>
        <source>the task&apos;s code and what was found, as the worker wrote it</source>
        <translation>写任务码和结果，照网格员的原话，例如：A7K3 存在</translation>
    </message>
    <message>
        <source>An answer is still on its way; “{words}” waits on the page of tasks.</source>
        <translation>上一条回填还没有结果；“{words}” 留在任务页。</translation>
    </message>
    <message>
        <source>Not taken: “{words}”. {why} The words wait on the page of tasks.</source>
        <translation>没有回填：“{words}”。{why} 原话留在任务页。</translation>
    </message>
</context>
<context>
    <name>AnswerLine</name>
    <message>
        <source>Paste the worker&apos;s answer with its code, Enter</source>
        <translation>粘贴网格员的回复（含任务码），回车</translation>
    </message>
    <message>
        <source>Answer to a field task</source>
        <translation>外勤任务反馈</translation>
    </message>
</context>
<context>
    <name>AreaCases</name>
    <message>
        <source>{n} open cases here</source>
        <translation>此处在办 {n} 件</translation>
    </message>
    <message>
        <source>0 open cases here, checked {time}.</source>
        <translation>此处在办 0 件，于 {time} 核对。</translation>
    </message>
    <message>
        <source>To be looked at: {n} overdue, nearly due or with an order</source>
        <translation>需要关注 {n} 件：超时、即将超时、督办</translation>
    </message>
    <message>
        <source>None is overdue, nearly due or with an order, checked {time}.</source>
        <translation>没有超时、即将超时和督办的案件，于 {time} 核对。</translation>
    </message>
</context>
<context>
    <name>AreaExport</name>
    <message>
        <source>Export areas</source>
        <translation>导出区域</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>正在写入 {file}…</translation>
    </message>
    <message>
        <source>{count} areas are in {file}</source>
        <translation>已将 {count} 个区域写入 {file}</translation>
    </message>
    <message>
        <source>Nothing was written: the file cannot be written there, or no area of this level held on that day.</source>
        <translation>没有写入：该处无法写文件，或当日没有该层级的区域。</translation>
    </message>
</context>
<context>
    <name>AreaHere</name>
    <message>
        <source>On duty here: not known yet</source>
        <translation>此处在岗：尚未读到</translation>
    </message>
    <message>
        <source>On duty here: {n}</source>
        <translation>此处在岗：{n} 人（车）</translation>
    </message>
    <message>
        <source>Cameras here: not known yet</source>
        <translation>此处摄像机：尚未读到</translation>
    </message>
    <message>
        <source>Cameras here: {n}</source>
        <translation>此处摄像机：{n} 台</translation>
    </message>
</context>
<context>
    <name>AreaLayer</name>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>no figure</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>{title}: {value}</source>
        <translation>{title}：{value}</translation>
    </message>
    <message>
        <source>{title} ({unit})</source>
        <translation>{title}（{unit}）</translation>
    </message>
</context>
<context>
    <name>AreaPanel</name>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>Pressed again, the view before it comes back</source>
        <translation>再按一次回到原来的视图</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Reported, 30 days</source>
        <translation>近 30 天上报</translation>
    </message>
    <message>
        <source>Closure rate</source>
        <translation>结案率</translation>
    </message>
    <message>
        <source>no figure</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>回访满意率</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>户数</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>人口</translation>
    </message>
    <message>
        <source>Outlines: {n}</source>
        <translation>边界版本：{n} 个</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day} 前</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暂定</translation>
    </message>
    <message>
        <source>{n} km²</source>
        <translation>{n} km²</translation>
    </message>
    <message>
        <source>{n} m²</source>
        <translation>{n} m²</translation>
    </message>
    <message>
        <source>Click an area on the map: its figures and the cases in it stand here.
Keys: arrows, + and −, Home for the whole, Enter for the middle, L for the legend.</source>
        <translation>点击地图上的区域，这里显示它的数据和其中的案件；点击区域以外回到全区。
按键：方向键移动，+ − 缩放，Home 全区，Enter 选正中，L 图例。</translation>
    </message>
    <message>
        <source>Nearly due</source>
        <translation>即将超时</translation>
    </message>
    <message>
        <source>With an order</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>Grid cells</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <source>▲ Households: counted before the border moved; no rate until they are counted again.</source>
        <translation>▲ 户数为边界调整前所统计，重新统计前不计算比率。</translation>
    </message>
    <message>
        <source>Per 1,000 households</source>
        <translation>每千户上报</translation>
    </message>
    <message>
        <source>Households (sum)</source>
        <translation>户数（合计）</translation>
    </message>
    <message>
        <source>Registered · closed</source>
        <translation>其中立案 · 结案</translation>
    </message>
</context>
<context>
    <name>AttachmentStrip</name>
    <message>
        <source>Kind of file</source>
        <translation>附件种类</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>添加附件…</translation>
    </message>
    <message>
        <source>Before / after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>or drop them here</source>
        <translation>或拖放到此处</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>添加附件</translation>
    </message>
</context>
<context>
    <name>BaseMapDesk</name>
    <message>
        <source>Base map…</source>
        <translation>底图…</translation>
    </message>
    <message>
        <source>What the map lies on, and how strongly the areas cover it</source>
        <translation>地图的底图，以及区域着色的浓淡</translation>
    </message>
    <message>
        <source>Choose a base map</source>
        <translation>选择底图文件</translation>
    </message>
</context>
<context>
    <name>BasePanel</name>
    <message>
        <source>‹ Back to the area</source>
        <translation>‹ 返回区域</translation>
    </message>
    <message>
        <source>Base map</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Colour of the areas</source>
        <translation>区域着色</translation>
    </message>
    <message>
        <source>To the left the base map shines through, to the right the areas cover it</source>
        <translation>向左：底图透出；向右：区域颜色盖住底图</translation>
    </message>
    <message>
        <source>Darken pictures in the night theme</source>
        <translation>夜间主题下调暗底图</translation>
    </message>
    <message>
        <source>The choice is kept for this person, for day and night apart. Where they come from is set on the page Settings, Base maps.</source>
        <translation>所选底图按人员记住，日间与夜间分别保存。底图来源由管理员或值班长在“设置”页的“底图”中填写。</translation>
    </message>
</context>
<context>
    <name>BatchDesk</name>
    <message>
        <source>No connection to the server: nothing can be done to many cases now.</source>
        <translation>未连接服务器：现在不能批量操作。</translation>
    </message>
    <message>
        <source>The answer of the server did not come for {n} cases. Press again when the connection is back: nothing is done twice.</source>
        <translation>{n} 件没有收到服务器答复。恢复连接后再按一次即可，不会重复执行。</translation>
    </message>
</context>
<context>
    <name>BatchPanel</name>
    <message>
        <source>Chosen cases</source>
        <translation>已选案件</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>{n} cases chosen</source>
        <translation>已选 {n} 件</translation>
    </message>
    <message>
        <source>Nothing can be done to all of these at once. Choose cases in the same state.</source>
        <translation>这些案件没有可以一起做的操作。请选择状态相同的案件。</translation>
    </message>
    <message>
        <source>{action}: {n} done</source>
        <translation>{action}：{n} 件完成</translation>
    </message>
    <message>
        <source>{n} refused, as they stood</source>
        <translation>{n} 件未办，保持原状</translation>
    </message>
    <message>
        <source>{n} not asked</source>
        <translation>{n} 件未执行</translation>
    </message>
    <message>
        <source>{action} {n} cases  {key}</source>
        <translation>{action} {n} 件  {key}</translation>
    </message>
</context>
<context>
    <name>BatchResults</name>
    <message>
        <source>What came of each case</source>
        <translation>每件的结果</translation>
    </message>
    <message>
        <source>not asked, unchanged</source>
        <translation>未执行，没有变化</translation>
    </message>
    <message>
        <source>Somebody else has this case in hand just now; ask again.</source>
        <translation>此刻有人正在操作这件，请再试一次。</translation>
    </message>
</context>
<context>
    <name>BoardFeed</name>
    <message>
        <source>No connection. Last data {time}.</source>
        <translation>连接中断。数据截至 {time}。</translation>
    </message>
    <message>
        <source>Reading the cases…</source>
        <translation>正在读取案件…</translation>
    </message>
    <message>
        <source>None of {n} open cases is what you look for. Checked {time}.</source>
        <translation>{n} 件在办案件中没有符合条件的，于 {time} 核对。</translation>
    </message>
    <message>
        <source>0 open cases, checked {time}.</source>
        <translation>0 件在办，于 {time} 核对。</translation>
    </message>
</context>
<context>
    <name>BoardFilter</name>
    <message>
        <source>Number, place, words…</source>
        <translation>案件编号、地点、文字…</translation>
    </message>
    <message>
        <source>Words in the case</source>
        <translation>案件中的文字</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>片区</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>全部片区</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>全部部门</translation>
    </message>
    <message>
        <source>Overdue only</source>
        <translation>只看超时</translation>
    </message>
    <message>
        <source>Supervised only</source>
        <translation>只看督办</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>{n} of {all} shown</source>
        <translation>显示 {n} / {all} 件</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Reply due</source>
        <translation>待回复督办</translation>
    </message>
    <message>
        <source>More time asked</source>
        <translation>申请延长时间</translation>
    </message>
    <message>
        <source>Reminded</source>
        <translation>催办过</translation>
    </message>
    <message>
        <source>Returned before</source>
        <translation>退回过</translation>
    </message>
    <message>
        <source>Reworked</source>
        <translation>返工过</translation>
    </message>
    <message>
        <source>Changed after printing</source>
        <translation>印后变更</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>{n} marks</source>
        <translation>{n} 个标记</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
</context>
<context>
    <name>BoardViews</name>
    <message>
        <source>Table</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>Views  Alt+V</source>
        <translation>视图  Alt+V</translation>
    </message>
    <message>
        <source>{n} chosen</source>
        <translation>已选 {n} 件</translation>
    </message>
    <message>
        <source>{n} chosen, the first of {all}: more do not go in one batch</source>
        <translation>已选前 {n} 件（共 {all} 件）：一批最多这么多</translation>
    </message>
</context>
<context>
    <name>CalendarDay</name>
    <message>
        <source>Day off</source>
        <translation>休息日</translation>
    </message>
    <message>
        <source>Workday (also on a weekend)</source>
        <translation>工作日（含周末调休上班）</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Counts as</source>
        <translation>按</translation>
    </message>
    <message>
        <source>Name of the day</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>CalendarSection</name>
    <message>
        <source>Calendar</source>
        <translation>工作日历</translation>
    </message>
    <message>
        <source>Days that are not as their weekday says, one a line: 2027-02-14 班 春节调休上班 (a workday), 2027-01-01 休 元旦 (a day off). Deadlines in working hours and days follow them, those of open cases too.</source>
        <translation>与星期不一致的日子，每行一天，如“2027-02-14 班 春节调休上班”“2027-01-01 休 元旦”。按工作时、工作日计算的时限随之变动，在办案件也一样。</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>As announced</source>
        <translation>按公布填入</translation>
    </message>
    <message>
        <source>The days that this program knows to be announced for the year</source>
        <translation>填入本程序已知的该年放假安排</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件读入…</translation>
    </message>
    <message>
        <source>Days of the year</source>
        <translation>当年的日子</translation>
    </message>
    <message>
        <source>With these, all days of the year are known</source>
        <translation>当年放假安排已全部录入</translation>
    </message>
    <message>
        <source>The calendar is known until {day}</source>
        <translation>日历已知至 {day}</translation>
    </message>
    <message>
        <source>Calendar is known until</source>
        <translation>日历已知至</translation>
    </message>
    <message>
        <source>Enter them, for open cases too  F8</source>
        <translation>确认录入（在办案件同时生效）  F8</translation>
    </message>
    <message>
        <source>Show what it would do  F8</source>
        <translation>查看影响  F8</translation>
    </message>
    <message>
        <source>Line {n} cannot be read: a day of the year, 班 or 休, its name.</source>
        <translation>第 {n} 行无法识别：应为当年的日期、“班”或“休”、名称。</translation>
    </message>
    <message>
        <source>Trying it on the open cases…</source>
        <translation>正在对在办案件试算…</translation>
    </message>
    <message>
        <source>as its weekday says</source>
        <translation>按星期</translation>
    </message>
    <message>
        <source>workday</source>
        <translation>上班</translation>
    </message>
    <message>
        <source>day off</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>A file of days</source>
        <translation>选择日历文件</translation>
    </message>
    <message>
        <source>Text or CSV (*.csv *.txt)</source>
        <translation>文本或 CSV (*.csv *.txt)</translation>
    </message>
    <message>
        <source>The file cannot be read: {why}</source>
        <translation>文件无法读取：{why}</translation>
    </message>
</context>
<context>
    <name>CallBackPage</name>
    <message>
        <source>Choose a call at the left.</source>
        <translation>请在左侧选择要回访的案件。</translation>
    </message>
    <message>
        <source>The list of calls could not be read; what is shown is from before.</source>
        <translation>待回访清单读取失败，显示的是之前的内容。</translation>
    </message>
</context>
<context>
    <name>CallBackTable</name>
    <message>
        <source>Closed</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>案件编号</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>反映人</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>已拨</translation>
    </message>
    <message>
        <source>Calls to make</source>
        <translation>待回访清单</translation>
    </message>
    <message>
        <source>To call back: {n}, checked {at}</source>
        <translation>待回访 {n} 件，{at} 核对</translation>
    </message>
    <message>
        <source>with its main case</source>
        <translation>随主案结案</translation>
    </message>
    <message>
        <source>reopened {n}</source>
        <translation>重办 {n} 次</translation>
    </message>
</context>
<context>
    <name>CameraLayer</name>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
</context>
<context>
    <name>CameraPanel</name>
    <message>
        <source>‹ Back</source>
        <translation>‹ 返回</translation>
    </message>
    <message>
        <source>Show its picture</source>
        <translation>看画面</translation>
    </message>
    <message>
        <source>The address of its stream is not known.</source>
        <translation>不知道这台摄像机的视频流地址。</translation>
    </message>
</context>
<context>
    <name>CardRule</name>
    <message>
        <source>After the dispatch</source>
        <translation>派遣之后</translation>
    </message>
    <message>
        <source>when the case&apos;s own deadline passes</source>
        <translation>案件自身时限到期时</translation>
    </message>
    <message>
        <source>only when overdue too</source>
        <translation>且须已超时限</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>not accepted yet</source>
        <translation>尚未签收</translation>
    </message>
    <message>
        <source>being handled</source>
        <translation>处置中</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Demand</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Reply within hours (0: none wanted)</source>
        <translation>回复时限（小时，0 为不需回复）</translation>
    </message>
</context>
<context>
    <name>CardRules</name>
    <message>
        <source>Add a rule</source>
        <translation>添加规则</translation>
    </message>
</context>
<context>
    <name>CaseBody</name>
    <message>
        <source>Supervision</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>More time</source>
        <translation>延期与缓办</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>相关单位</translation>
    </message>
    <message>
        <source>Beside the handling</source>
        <translation>处置之外</translation>
    </message>
    <message>
        <source>Appeal against overtime</source>
        <translation>超时申诉</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>History</source>
        <translation>办理过程</translation>
    </message>
</context>
<context>
    <name>CaseDelegate</name>
    <message>
        <source>urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>reminded {n}</source>
        <translation>催办 {n}</translation>
    </message>
    <message>
        <source>changed after printing</source>
        <translation>印后变更</translation>
    </message>
    <message>
        <source>rework {n}</source>
        <translation>返工 {n}</translation>
    </message>
    <message>
        <source>{n} people</source>
        <translation>{n} 人</translation>
    </message>
    <message>
        <source>appeal</source>
        <translation>申诉</translation>
    </message>
    <message>
        <source>whistled</source>
        <translation>吹哨</translation>
    </message>
    <message>
        <source>{n} assist</source>
        <translation>协办 {n}</translation>
    </message>
    <message>
        <source>{services} no receipt</source>
        <translation>{services} 未确认</translation>
    </message>
    <message>
        <source>reopened {n}</source>
        <translation>重办 {n} 次</translation>
    </message>
</context>
<context>
    <name>CaseDesk</name>
    <message>
        <source>No connection to the server: “{action}” is not possible now. Reports, notes and files are kept and sent later.</source>
        <translation>与服务器的连接中断，现在不能办理“{action}”。上报、备注和附件先保存在本机，恢复后自动发送。</translation>
    </message>
    <message>
        <source>{name} is too large to be attached.</source>
        <translation>{name} 太大，不能添加。</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}</source>
        <translation>{name} 无法读取：{why}</translation>
    </message>
    <message>
        <source>This case is not, or no longer, in your area or department.</source>
        <translation>此案件不在或已离开您的片区或部门。</translation>
    </message>
    <message>
        <source>The server does not answer. The case is shown as soon as it does.</source>
        <translation>服务器没有应答，恢复后即显示该案件。</translation>
    </message>
    <message>
        <source>The answer of the server did not come. Your words are kept; send again when the connection is back, it will not be done twice.</source>
        <translation>未收到服务器的答复。已填内容保留；连接恢复后再次发送即可，不会重复办理。</translation>
    </message>
    <message>
        <source>The note is kept on this machine and sent when the connection is back.</source>
        <translation>备注已保存在本机，连接恢复后自动发送。</translation>
    </message>
    <message>
        <source>{name} is kept on this machine and sent when the connection is back.</source>
        <translation>{name} 已保存在本机，连接恢复后自动发送。</translation>
    </message>
    <message>
        <source>Not kept: no connection, and this disk refuses ({why}). Your words are still here; write them down.</source>
        <translation>未能保存：连接中断，本机磁盘也无法写入（{why}）。文字仍在此处，请另行记下。</translation>
    </message>
</context>
<context>
    <name>CaseFields</name>
    <message>
        <source>Description</source>
        <translation>问题描述</translation>
    </message>
    <message>
        <source>due {at}</source>
        <translation>{at} 到期</translation>
    </message>
    <message>
        <source>Confirmation</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>片区</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Filing condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Closing condition</source>
        <translation>结案条件</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报时间</translation>
    </message>
    <message>
        <source>Taken down</source>
        <translation>原始时间</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Reworks</source>
        <translation>返工次数</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>退回次数</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>派遣单</translation>
    </message>
    <message>
        <source>asked of {who}</source>
        <translation>已委托 {who}</translation>
    </message>
</context>
<context>
    <name>CaseHead</name>
    <message>
        <source>Slips, orders and requests of this case: see, issue, print  Ctrl+P</source>
        <translation>这个案件的流转单、派遣单、督办单、申请表：查看、出单、打印  Ctrl+P</translation>
    </message>
    <message>
        <source>changed after printing</source>
        <translation>印后变更</translation>
    </message>
    <message>
        <source>urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>单据</translation>
    </message>
</context>
<context>
    <name>CaseInspector</name>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Choose a case in the list.</source>
        <translation>请在列表中选择案件。</translation>
    </message>
    <message>
        <source>Changed meanwhile by {by} at {at}: {action}, now “{state}”. Your words are kept.</source>
        <translation>期间 {by} 于 {at} 已办理“{action}”，现为“{state}”。您填写的内容已保留。</translation>
    </message>
</context>
<context>
    <name>CaseLayer</name>
    <message>
        <source>nearly due</source>
        <translation>即将超时</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>card</source>
        <translation>红黄牌</translation>
    </message>
    <message>
        <source>{n} without a place</source>
        <translation>{n} 件无坐标</translation>
    </message>
    <message>
        <source>Open cases, live</source>
        <translation>在办案件（实时）</translation>
    </message>
    <message>
        <source>Click to open</source>
        <translation>点击展开</translation>
    </message>
    <message>
        <source>The chosen case lies here: click to go, again to come back</source>
        <translation>所选案件在此方向：点击前往，再点返回</translation>
    </message>
    <message>
        <source>so many cases</source>
        <translation>聚合：案件数</translation>
    </message>
    <message>
        <source>ring: share of those below</source>
        <translation>环：以下各类所占比例</translation>
    </message>
    <message>
        <source>overdue, ⚑ ordered, ◔ nearly due</source>
        <translation>超时件数（⚑ 督办，◔ 即将超时）</translation>
    </message>
    <message>
        <source>Open cases, as known last</source>
        <translation>在办案件（断线前）</translation>
    </message>
    <message>
        <source>{n} open cases</source>
        <translation>在办 {n} 件</translation>
    </message>
    <message>
        <source>✖ {n} overdue</source>
        <translation>✖ 超时 {n} 件</translation>
    </message>
    <message>
        <source>⚑ {n} with an order</source>
        <translation>⚑ 督办 {n} 件</translation>
    </message>
    <message>
        <source>◔ {n} nearly due</source>
        <translation>◔ 即将超时 {n} 件</translation>
    </message>
    <message>
        <source>none overdue, nearly due or with an order</source>
        <translation>无超时、即将超时和督办</translation>
    </message>
</context>
<context>
    <name>CaseTable</name>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>紧凑行距</translation>
    </message>
    <message>
        <source>{n} new ↑</source>
        <translation>新 {n} 件 ↑</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>案件编号</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>问题描述</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报时间</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>大类</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>Community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>Grid cell</source>
        <translation>单元网格</translation>
    </message>
</context>
<context>
    <name>ChangeList</name>
    <message>
        <source>Changed</source>
        <translation>改动项</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>改后</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>将要改动的内容</translation>
    </message>
    <message>
        <source>Record  F8</source>
        <translation>保存  F8</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>恢复原状</translation>
    </message>
    <message>
        <source>What is marked cannot be read.</source>
        <translation>标出的内容无法识别。</translation>
    </message>
    <message>
        <source>{n} changes</source>
        <translation>{n} 处改动</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>没有改动。</translation>
    </message>
</context>
<context>
    <name>ChangedCases</name>
    <message>
        <source>Cases changed after printing</source>
        <translation>印后变更的案件</translation>
    </message>
    <message>
        <source>Changed after printing: {count}</source>
        <translation>印后变更：{count} 件</translation>
    </message>
    <message>
        <source>Cases have come or gone since this sheet was issued.</source>
        <translation>本单签发后案件有增减。</translation>
    </message>
</context>
<context>
    <name>ChoiceField</name>
    <message>
        <source>Choose</source>
        <translation>请选择</translation>
    </message>
</context>
<context>
    <name>ClassSearch</name>
    <message>
        <source>Type a part of the name or the code</source>
        <translation>输入名称或代码的一部分</translation>
    </message>
    <message>
        <source>{name}?  Enter takes it</source>
        <translation>{name}？  按 Enter 采用</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>ColourSection</name>
    <message>
        <source>Day and night</source>
        <translation>日间与夜间</translation>
    </message>
    <message>
        <source>Holds at once, for you at this workstation. In the command bar: /night and /day.</source>
        <translation>立即生效，只对您在本席位有效。命令栏中可输入 /夜、/日。</translation>
    </message>
    <message>
        <source>Dark colours for the night</source>
        <translation>夜间深色</translation>
    </message>
    <message>
        <source>Light colours for the day</source>
        <translation>日间浅色</translation>
    </message>
</context>
<context>
    <name>CommandDesk</name>
    <message>
        <source>scanned</source>
        <translation>扫码</translation>
    </message>
    <message>
        <source>Paste as a report</source>
        <translation>粘贴上报</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>保存的视图</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>nothing narrows the board any more</source>
        <translation>清除全部筛选</translation>
    </message>
    <message>
        <source>Take the last dispatch back</source>
        <translation>撤回派遣</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>on the board</source>
        <translation>案件板</translation>
    </message>
    <message>
        <source>saved view</source>
        <translation>保存的视图</translation>
    </message>
    <message>
        <source>area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>its cases</source>
        <translation>该部门的案件</translation>
    </message>
    <message>
        <source>open the case with this number or ending</source>
        <translation>打开此编号或末几位的案件</translation>
    </message>
    <message>
        <source>find on the board</source>
        <translation>在案件板中查找</translation>
    </message>
    <message>
        <source>search all years</source>
        <translation>检索历年</translation>
    </message>
    <message>
        <source>department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>view</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>search</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>no {kind} is called “{words}”</source>
        <translation>没有名为“{words}”的{kind}</translation>
    </message>
    <message>
        <source>new case</source>
        <translation>新报案</translation>
    </message>
    <message>
        <source>Take down a report</source>
        <translation>新上报</translation>
    </message>
    <message>
        <source>Dark colours for the night</source>
        <translation>夜间深色</translation>
    </message>
    <message>
        <source>night</source>
        <translation>夜</translation>
    </message>
    <message>
        <source>Light colours for the day</source>
        <translation>日间浅色</translation>
    </message>
    <message>
        <source>day</source>
        <translation>日</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>What the words may mean</source>
        <translation>可能的命令</translation>
    </message>
</context>
<context>
    <name>ConditionField</name>
    <message>
        <source>Choose the filing condition</source>
        <translation>选择立案条件</translation>
    </message>
</context>
<context>
    <name>ConditionLimit</name>
    <message>
        <source>Filing condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>小类</translation>
    </message>
</context>
<context>
    <name>ConflictBar</name>
    <message>
        <source>Show as it is now</source>
        <translation>显示最新情况</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Take mine: send again</source>
        <translation>按我的：重新提交</translation>
    </message>
    <message>
        <source>Take theirs: keep my words</source>
        <translation>按现在的：留下我的文字</translation>
    </message>
    <message>
        <source>“{action}” is not possible any more: the case is “{state}”.</source>
        <translation>“{action}” 已不能进行：案件现在是 “{state}”。</translation>
    </message>
    <message>
        <source>{field}: mine</source>
        <translation>{field}：按我的</translation>
    </message>
    <message>
        <source>{field}: mine, {value}</source>
        <translation>{field}：按我的，{value}</translation>
    </message>
    <message>
        <source>I wanted: {action}</source>
        <translation>我要做的：{action}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>More time</source>
        <translation>延长时间</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>催办次数</translation>
    </message>
</context>
<context>
    <name>CrashWindow</name>
    <message>
        <source>A fault in the program</source>
        <translation>程序故障</translation>
    </message>
    <message>
        <source>The program met a fault of its own and goes on.</source>
        <translation>程序自身出现故障，已继续运行。</translation>
    </message>
    <message>
        <source>Everything sent before is safe in the server, everything waiting is safe on this disk. If the last step had no effect, do it again. Please hand this report to whoever looks after the program.</source>
        <translation>此前已发送的内容在服务器上完好，待发送的内容在本机磁盘上完好。如果上一步没有生效，请再做一次。请把这份报告交给负责维护程序的人员。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Log: {file}</source>
        <translation>日志：{file}</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>继续工作</translation>
    </message>
    <message>
        <source>Further faults are in the log only.</source>
        <translation>其余故障只记入日志。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>DayHours</name>
    <message>
        <source>Office hours in one working day</source>
        <translation>一个工作日折合工作小时</translation>
    </message>
</context>
<context>
    <name>DepartmentField</name>
    <message>
        <source>Type a part of the name</source>
        <translation>输入名称的一部分</translation>
    </message>
    <message>
        <source>{name}?  Enter takes it</source>
        <translation>{name}？  按 Enter 采用</translation>
    </message>
</context>
<context>
    <name>DepartmentsField</name>
    <message>
        <source>Type a part of the name, Enter adds it</source>
        <translation>输入名称的一部分，按 Enter 加入</translation>
    </message>
    <message>
        <source>{name}?  Enter takes it</source>
        <translation>{name}？  按 Enter 采用</translation>
    </message>
    <message>
        <source>Take {name} away</source>
        <translation>移除 {name}</translation>
    </message>
</context>
<context>
    <name>DispatchPage</name>
    <message>
        <source>New report  F4</source>
        <translation>新上报  F4</translation>
    </message>
    <message>
        <source>No case {number} in your area or department.</source>
        <translation>您的片区或部门内没有案件 {number}。</translation>
    </message>
</context>
<context>
    <name>ExpiryList</name>
    <message>
        <source>Removed positions</source>
        <translation>到期清除的位置</translation>
    </message>
    <message>
        <source>Removed on</source>
        <translation>清除日期</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>起止时间</translation>
    </message>
    <message>
        <source>Positions are kept for {n} days. When their time is over they are removed; this record stays.</source>
        <translation>位置保存 {n} 天，到期清除，只留下这份记录。</translation>
    </message>
    <message>
        <source>Positions are kept for {n} days. None has been removed yet.</source>
        <translation>位置保存 {n} 天，到期清除。尚未清除过。</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>最初</translation>
    </message>
    <message>
        <source>all of {months}</source>
        <translation>{months} 整月</translation>
    </message>
    <message>
        <source>{n} positions</source>
        <translation>{n} 条</translation>
    </message>
    <message>
        <source>{n} positions and {months}</source>
        <translation>{n} 条，另 {months}</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>‹ Back to the area</source>
        <translation>‹ 返回区域</translation>
    </message>
    <message>
        <source>Export areas</source>
        <translation>导出区域</translation>
    </message>
    <message>
        <source>Level of areas</source>
        <translation>区域层级</translation>
    </message>
    <message>
        <source>As they held on</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Shapefile…</source>
        <translation>Shapefile…</translation>
    </message>
    <message>
        <source>In CGCS2000 degrees; a shapefile is five files of one name.</source>
        <translation>坐标为 CGCS2000 经纬度；Shapefile 为同名的五个文件。</translation>
    </message>
</context>
<context>
    <name>FigureDesk</name>
    <message>
        <source>On record; what was before stays readable below.</source>
        <translation>已登记；以前的数字在下方可查。</translation>
    </message>
    <message>
        <source>These are the numbers that hold already.</source>
        <translation>与现行数字相同。</translation>
    </message>
    <message>
        <source>Households from a list</source>
        <translation>从台账导入户数</translation>
    </message>
    <message>
        <source>Reading {file}…</source>
        <translation>正在读取 {file}…</translation>
    </message>
    <message>
        <source>{file}: {added} new, {changed} changed, {unchanged} as before, {bad} rows left out</source>
        <translation>{file}：新增 {added}，变更 {changed}，未变 {unchanged}，未采用 {bad} 行</translation>
    </message>
    <message>
        <source>Nothing was taken: {why}</source>
        <translation>未导入：{why}</translation>
    </message>
</context>
<context>
    <name>FigurePanel</name>
    <message>
        <source>Households</source>
        <translation>户数</translation>
    </message>
    <message>
        <source>What was put, newest first</source>
        <translation>历次登记，新的在前</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Who counted, which list</source>
        <translation>何处统计、哪份台账</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>From a list…</source>
        <translation>从台账导入…</translation>
    </message>
    <message>
        <source>A spreadsheet (.xlsx, .xls, .csv) with 户数 and 编码 or 名称, of any level</source>
        <translation>表格（.xlsx、.xls、.csv），含“户数”和“编码”或“名称”列，各级均可</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>人口</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Households of {level} {area}</source>
        <translation>{level} {area} 的户数</translation>
    </message>
    <message>
        <source> · population {n}</source>
        <translation> · 人口 {n}</translation>
    </message>
    <message>
        <source>{n} households{people}, since {day}, by {source}</source>
        <translation>{n} 户{people}，自 {day}，来源 {source}</translation>
    </message>
    <message>
        <source>{n} households, the sum of the {areas} areas inside</source>
        <translation>{n} 户，为下级 {areas} 个区域之和</translation>
    </message>
    <message>
        <source>Not known: {known} of {areas} areas inside have figures</source>
        <translation>未知：下级 {areas} 个区域中 {known} 个有户数</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source> · population {was} → {now}</source>
        <translation> · 人口 {was} → {now}</translation>
    </message>
    <message>
        <source>{at} {who}: households {was} → {now}{people}</source>
        <translation>{at} {who}：户数 {was} → {now}{people}</translation>
    </message>
    <message>
        <source>… and {n} more</source>
        <translation>……另有 {n} 行</translation>
    </message>
    <message>
        <source>▲ Counted before the border moved on {day}: no rate until it is counted again.</source>
        <translation>▲ 该数为 {day} 边界调整前所统计，重新统计前不计算比率。</translation>
    </message>
    <message>
        <source>Not known since {day}, by {source}</source>
        <translation>自 {day} 起未知，来源：{source}</translation>
    </message>
    <message>
        <source>Take back: not known</source>
        <translation>收回，改为未知</translation>
    </message>
</context>
<context>
    <name>FootBar</name>
    <message>
        <source>Take back  Ctrl+Z</source>
        <translation>撤回  Ctrl+Z</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Found cases</source>
        <translation>检索结果</translation>
    </message>
    <message>
        <source>by its number</source>
        <translation>编号相符</translation>
    </message>
    <message>
        <source>by the caller&apos;s number</source>
        <translation>来电号码相符</translation>
    </message>
    <message>
        <source>by its words</source>
        <translation>文字相符</translation>
    </message>
</context>
<context>
    <name>GatewaySection</name>
    <message>
        <source>Gateways</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Workers and vehicles</source>
        <translation>人员和车辆</translation>
    </message>
    <message>
        <source>On duty</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Heard last</source>
        <translation>最近上报</translation>
    </message>
    <message>
        <source>Positions, 10 min</source>
        <translation>近 10 分钟定位</translation>
    </message>
    <message>
        <source>There is no gateway.</source>
        <translation>还没有网关。</translation>
    </message>
    <message>
        <source>Why it is stopped or may speak again</source>
        <translation>停用或恢复的原因</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>speaks</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>▲ stopped</source>
        <translation>▲ 已停用</translation>
    </message>
    <message>
        <source>Stop it  F8</source>
        <translation>停用  F8</translation>
    </message>
    <message>
        <source>Let it speak again  F8</source>
        <translation>恢复  F8</translation>
    </message>
    <message>
        <source>  and {n} more</source>
        <translation>  等另外 {n} 个</translation>
    </message>
    <message>
        <source>Speaks for: {codes}</source>
        <translation>名单：{codes}</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Programs that speak for grid workers and vehicles. A stopped one is refused at its next call. How a login and its list are made stands in docs/field-gateway.md.</source>
        <translation>代网格员和车辆上报的终端后台。停用后下一次调用即被拒绝。账号和名单的建立方法见 docs/field-gateway.md。</translation>
    </message>
</context>
<context>
    <name>GridDesk</name>
    <message>
        <source>Redraw {level} of {area}</source>
        <translation>调整{area}的{level}</translation>
    </message>
    <message>
        <source>A drawing of earlier came back from this machine.</source>
        <translation>本机保存的上次调整已恢复。</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>open cases there: {n}, they keep their areas</source>
        <translation>其中在办案件 {n} 件，仍归原网格</translation>
    </message>
    <message>
        <source>Nothing is changed yet</source>
        <translation>尚未改动</translation>
    </message>
    <message>
        <source>Holds since {day}: {changed} changed, {added} new, {ended} ended, {moved} below moved.</source>
        <translation>自 {day} 起生效：变更 {changed}，新增 {added}，终止 {ended}，下级改归属 {moved}。</translation>
    </message>
    <message>
        <source>Planned for {day}: {changed} changed, {added} new, {ended} ended.</source>
        <translation>定于 {day} 生效：变更 {changed}，新增 {added}，终止 {ended}。</translation>
    </message>
    <message>
        <source>Done again on the borders of now: {done} steps.</source>
        <translation>已在现行边界上重做 {done} 步。</translation>
    </message>
    <message>
        <source>{lost} could not be done there; look the drawing through.</source>
        <translation>另有 {lost} 步无法重做，请核对草图。</translation>
    </message>
    <message>
        <source>you at another seat</source>
        <translation>您本人（另一席位）</translation>
    </message>
    <message>
        <source>{names} draws here too. Whoever lets it hold first wins; the other is told and can go on from there.</source>
        <translation>{names} 也在此处调整。先生效者为准；另一方会得到提示，可在新边界上接着做。</translation>
    </message>
</context>
<context>
    <name>GridEnd</name>
    <message>
        <source>Why it may stand as it is; kept under your name</source>
        <translation>为何可以保留；以您的姓名留痕</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Do it again on the borders of now</source>
        <translation>在现行边界上重做</translation>
    </message>
    <message>
        <source>New reports find the new areas from this day on; old cases keep theirs</source>
        <translation>自这一天起新上报按新边界；旧案件仍归原网格</translation>
    </message>
    <message>
        <source>Let it hold</source>
        <translation>确认生效</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>The drawing is kept on this machine</source>
        <translation>调整保存在本机</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Throw the drawing away; what holds stays as it is</source>
        <translation>丢弃本次调整，现行边界不变</translation>
    </message>
    <message>
        <source>From</source>
        <translation>生效日</translation>
    </message>
</context>
<context>
    <name>GridEntry</name>
    <message>
        <source>Redraw…</source>
        <translation>调整网格…</translation>
    </message>
    <message>
        <source>As of a day…</source>
        <translation>历史边界…</translation>
    </message>
    <message>
        <source>Draw, split, merge and move borders of what lies inside this area</source>
        <translation>新画、拆分、合并、移动其内区域的边界</translation>
    </message>
    <message>
        <source>Only an administrator redraws areas</source>
        <translation>只有管理员可以调整网格</translation>
    </message>
    <message>
        <source>How the areas inside this one were drawn on some day</source>
        <translation>查看其内区域在某一天的边界</translation>
    </message>
    <message>
        <source> (a drawing is kept)</source>
        <translation>（有未完成的调整）</translation>
    </message>
    <message>
        <source>Households…</source>
        <translation>户数…</translation>
    </message>
    <message>
        <source>Households and population of this area, by whom and since when</source>
        <translation>本区域的户数和人口，由谁、自何时登记</translation>
    </message>
</context>
<context>
    <name>GridFaults</name>
    <message>
        <source>Faults</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Faults: {n}, grave {grave}</source>
        <translation>问题 {n} 处，须处理 {grave} 处</translation>
    </message>
    <message>
        <source>No gaps, overlaps or crossings</source>
        <translation>无空隙、重叠、交叉</translation>
    </message>
</context>
<context>
    <name>GridPanel</name>
    <message>
        <source>Drawing areas anew</source>
        <translation>调整网格</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Move border</source>
        <translation>移动边界</translation>
    </message>
    <message>
        <source>Draw new</source>
        <translation>新画</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Merge {key}</source>
        <translation>合并 {key}</translation>
    </message>
    <message>
        <source>Remove corner {key}</source>
        <translation>删拐点 {key}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>{n} m</source>
        <translation>{n} 米</translation>
    </message>
    <message>
        <source>A point this near to a corner or border goes onto it; 0: never</source>
        <translation>离拐点或边界这么近的点吸附上去；0 为不吸附</translation>
    </message>
    <message>
        <source>Take it from the neighbours</source>
        <translation>从相邻划出</translation>
    </message>
    <message>
        <source>A new area is cut out of those that lie there; else it gets only what is free</source>
        <translation>新区域从已有区域中划出；不勾选则只占空白处</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Exclusive grid</source>
        <translation>专属网格</translation>
    </message>
    <message>
        <source>A market, hospital, park … with people of its own</source>
        <translation>市场、医院、园区等，配有专门人员</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>隶属</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>吸附</translation>
    </message>
    <message>
        <source>Click an area; Shift and click adds another. Keys work on the map too: arrows, Enter.</source>
        <translation>点选区域，Shift+点击多选。地图上也可用方向键和回车。</translation>
    </message>
    <message>
        <source>Drag a corner, or a border to give it one. Or click the corner, then its new place.</source>
        <translation>拖动拐点，拖动边线则增加拐点；也可先点拐点，再点新位置。</translation>
    </message>
    <message>
        <source>Click the corners; the first one again, or F, ends. Esc drops the line.</source>
        <translation>依次点出拐点，再点起点或按 F 画完。Esc 取消本线。</translation>
    </message>
    <message>
        <source>Click a line across, beginning and ending outside; F ends. Esc drops it.</source>
        <translation>点一条线穿过区域，两端在区域外；F 画完。Esc 取消。</translation>
    </message>
    <message>
        <source>No area is chosen</source>
        <translation>未选区域</translation>
    </message>
    <message>
        <source>Finish {key}</source>
        <translation>画完 {key}</translation>
    </message>
</context>
<context>
    <name>GridPast</name>
    <message>
        <source>Borders of a day</source>
        <translation>历史边界</translation>
    </message>
    <message>
        <source>Days on which borders changed</source>
        <translation>边界变动的日子</translation>
    </message>
    <message>
        <source>Redraws</source>
        <translation>历次调整</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>{day}: {begun} begun, {ended} ended</source>
        <translation>{day}：启用 {begun}，终止 {ended}</translation>
    </message>
    <message>
        <source>otherwise drawn {changed} · no more today {gone} · came later {new}</source>
        <translation>与今天相比：边界不同 {changed} · 今天已无 {gone} · 之后新增 {new}</translation>
    </message>
    <message>
        <source>{day}: {n} areas</source>
        <translation>{day}：共 {n} 个</translation>
    </message>
    <message>
        <source>undoing</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>redraw</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>{changed} changed, {added} new, {ended} ended</source>
        <translation>变更 {changed}，新增 {added}，终止 {ended}</translation>
    </message>
    <message>
        <source>Withdraw the plan</source>
        <translation>撤回待生效的调整</translation>
    </message>
    <message>
        <source>Undo this redraw from today on</source>
        <translation>自今天起撤销这次调整</translation>
    </message>
    <message>
        <source>Why it may stand as it was; kept under your name</source>
        <translation>为何可以恢复原状；记在您名下</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>GridPastDesk</name>
    <message>
        <source>{level} of {area} on a day</source>
        <translation>{area}的{level}：历史边界</translation>
    </message>
    <message>
        <source>The plan is withdrawn.</source>
        <translation>已撤回。</translation>
    </message>
    <message>
        <source>Undone from {day} on, as one more version.</source>
        <translation>自 {day} 起恢复为调整前的边界，另存为新版本。</translation>
    </message>
</context>
<context>
    <name>HeatLayer</name>
    <message>
        <source>few cases</source>
        <translation>案件少</translation>
    </message>
    <message>
        <source>many cases</source>
        <translation>案件多</translation>
    </message>
    <message>
        <source>repeat place, by rank</source>
        <translation>重复点位（按名次）</translation>
    </message>
    <message>
        <source>cell walked</source>
        <translation>已巡查网格</translation>
    </message>
    <message>
        <source>Gone by</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>HomeSection</name>
    <message>
        <source>Home of the map</source>
        <translation>地图主视图</translation>
    </message>
    <message>
        <source>What the map shows first and by ★. Empty: the whole district. Who sees one area only keeps that.</source>
        <translation>地图打开时和按 ★ 时显示的范围。留空为整个辖区；只看一个片区的人员不受影响。</translation>
    </message>
    <message>
        <source>West border, °E</source>
        <translation>西边界（°E）</translation>
    </message>
    <message>
        <source>East border, °E</source>
        <translation>东边界（°E）</translation>
    </message>
    <message>
        <source>South border, °N</source>
        <translation>南边界（°N）</translation>
    </message>
    <message>
        <source>North border, °N</source>
        <translation>北边界（°N）</translation>
    </message>
    <message>
        <source>As the map shows now</source>
        <translation>取地图当前范围</translation>
    </message>
    <message>
        <source>The whole district</source>
        <translation>整个辖区</translation>
    </message>
    <message>
        <source>the whole district</source>
        <translation>整个辖区</translation>
    </message>
</context>
<context>
    <name>ImportForm</name>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Mend borders</source>
        <translation>修复边界</translation>
    </message>
    <message>
        <source>Store it although it is shifted</source>
        <translation>虽有偏移仍按所选坐标系入库</translation>
    </message>
    <message>
        <source>Why these borders may stand; it stays on record under your name</source>
        <translation>写明这些边界为何可以保留（记入您名下）</translation>
    </message>
    <message>
        <source>Try  F8</source>
        <translation>试导入  F8</translation>
    </message>
    <message>
        <source>Store  F8</source>
        <translation>入库  F8</translation>
    </message>
    <message>
        <source>Level: as the file says</source>
        <translation>层级：按文件</translation>
    </message>
    <message>
        <source>Kind: as the list says</source>
        <translation>类型：按列表</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>按文件所写</translation>
    </message>
    <message>
        <source>Encoding: recognised</source>
        <translation>文字编码：自动识别</translation>
    </message>
    <message>
        <source>What the file holds</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation>地名类型</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字编码</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Choose the coordinate system first; a table does not say it.</source>
        <translation>请先选择坐标系，表格本身不说明。</translation>
    </message>
    <message>
        <source>The file has no codes? Name=code, Name=code …</source>
        <translation>文件没有编码？可填写：名称=编码，名称=编码 …</translation>
    </message>
    <message>
        <source>Codes by name</source>
        <translation>编码对照</translation>
    </message>
</context>
<context>
    <name>ImportSection</name>
    <message>
        <source>Imports</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>A file is tried first, which stores nothing, and then stored. Drop it here, or choose it. Areas are stored all or none; of lists, rows that cannot be used are left out and told.</source>
        <translation>文件先试导入（不入库），再入库。可将文件拖到此处，或点击选择。区域全部入库或全部不入库；列表中不能用的行不采用，并逐条说明。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Imports so far</source>
        <translation>历次导入</translation>
    </message>
    <message>
        <source>Choose a file to import</source>
        <translation>选择要导入的文件</translation>
    </message>
    <message>
        <source>Looking at {file} …</source>
        <translation>正在查看 {file} …</translation>
    </message>
    <message>
        <source>{n} rows, {m} columns.</source>
        <translation>{n} 行，{m} 列。</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>{added} new, {changed} changed, {unchanged} unchanged, {left_out} left out</source>
        <translation>新增 {added}，变更 {changed}，未变 {unchanged}，未采用 {left_out}</translation>
    </message>
</context>
<context>
    <name>JournalDialog</name>
    <message>
        <source>Kept on this machine</source>
        <translation>本机暂存</translation>
    </message>
    <message>
        <source>Waiting rows are sent by themselves. A refused one can be corrected, or discarded with a reason.</source>
        <translation>待发送的会自动发送；被拒绝的可以更正，或说明原因后放弃。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Words of the row</source>
        <translation>条目内容</translation>
    </message>
    <message>
        <source>Reason for discarding</source>
        <translation>放弃的原因</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>File</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>✖ {kind} of {time} refused: {why} {words}</source>
        <translation>✖ {time} 的{kind}被拒绝：{why} {words}</translation>
    </message>
    <message>
        <source>▲ {kind} of {time} waits: {words}</source>
        <translation>▲ {time} 的{kind}待发送：{words}</translation>
    </message>
</context>
<context>
    <name>LayerPanel</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
</context>
<context>
    <name>LimitLine</name>
    <message>
        <source>= {n} minutes</source>
        <translation>= {n} 分钟</translation>
    </message>
</context>
<context>
    <name>LinkDisplay</name>
    <message>
        <source>connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>last data {time}</source>
        <translation>截至 {time}</translation>
    </message>
    <message>
        <source>No connection to the server. The board shows {time}. Reports, notes and files are kept here and sent when it is back; other steps have to wait.</source>
        <translation>与服务器的连接中断。列表显示 {time} 的数据。上报、备注和附件先保存在本机，恢复后自动发送；其他办理须等待。</translation>
    </message>
    <message>
        <source>The server was upgraded and does not fit this program any more. Finish, sign out and install the new version ({why}).</source>
        <translation>服务器已升级，与本程序不再匹配。请办完手头事项，退出并安装新版本（{why}）。</translation>
    </message>
    <message>
        <source>open</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>dispatched {number} → {department} (not opened there)</source>
        <translation>已派遣 {number} → {department}（对方未打开）</translation>
    </message>
    <message>
        <source>No connection: nothing can be taken back now.</source>
        <translation>连接中断，现在不能撤回。</translation>
    </message>
    <message>
        <source>dispatched {n} cases → {department} (as far as not opened there)</source>
        <translation>已派遣 {n} 件 → {department}（对方未打开的可撤回）</translation>
    </message>
    <message>
        <source>came back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>left us</source>
        <translation>已转出</translation>
    </message>
    <message>
        <source>dispatched this shift</source>
        <translation>本班 已派</translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>‹ Back</source>
        <translation>‹ 返回</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Take reports down without the server</source>
        <translation>服务器不通，先脱机上报</translation>
    </message>
    <message>
        <source>Fill in login and password.</source>
        <translation>请填写账号和密码。</translation>
    </message>
    <message>
        <source>This is no address of a server. Write HOST:PORT/DATABASE.</source>
        <translation>服务器地址无法识别，请按“主机:端口/数据库”填写。</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>正在询问服务器…</translation>
    </message>
    <message>
        <source>Gridroom</source>
        <translation>网格指挥室</translation>
    </message>
    <message>
        <source>Duty desk of the district&apos;s grid room</source>
        <translation>区级网格化指挥中心值班台</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Server (host:port/database)</source>
        <translation>服务器（主机:端口/数据库）</translation>
    </message>
    <message>
        <source>Demo accounts: one click fills the form</source>
        <translation>演示账号：点击即填入</translation>
    </message>
    <message>
        <source>Login or password is not right. Check both and try again.</source>
        <translation>账号或密码不正确，请核对后重试。</translation>
    </message>
    <message>
        <source>The server does not answer. Check the network and the address, then try again.</source>
        <translation>服务器没有应答，请检查网络和地址后重试。</translation>
    </message>
</context>
<context>
    <name>MainCaseField</name>
    <message>
        <source>{number}?  Enter takes it</source>
        <translation>{number}？按 Enter 采用</translation>
    </message>
    <message>
        <source>Number, or its last digits</source>
        <translation>编号或末几位</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Case board</source>
        <translation>案件办理</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
</context>
<context>
    <name>MapAway</name>
    <message>
        <source>New window</source>
        <translation>新窗口</translation>
    </message>
    <message>
        <source>The map in a window of its own, for another monitor; close it to have it back</source>
        <translation>地图单独成窗，可放到另一台显示器；关闭即回到本页</translation>
    </message>
    <message>
        <source>The map is in a window of its own.</source>
        <translation>地图在单独的窗口中。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>收回地图</translation>
    </message>
</context>
<context>
    <name>MapFigures</name>
    <message>
        <source>Reading the areas…</source>
        <translation>正在读取区域…</translation>
    </message>
    <message>
        <source>There are no areas yet. Import the district&apos;s outlines: gridroom import areas FILE</source>
        <translation>还没有区域。请导入本区边界：gridroom import areas FILE</translation>
    </message>
    <message>
        <source>Counting the cases…</source>
        <translation>正在统计案件…</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>数据时间 {time}</translation>
    </message>
    <message>
        <source>No connection to the server. The map shows {time}.</source>
        <translation>与服务器的连接中断。地图显示的是 {time} 的数据。</translation>
    </message>
    <message>
        <source>What the map shows is of {time}.</source>
        <translation>地图显示的是 {time} 的数据。</translation>
    </message>
</context>
<context>
    <name>MapLive</name>
    <message>
        <source>Area colours</source>
        <translation>区域着色</translation>
    </message>
    <message>
        <source>Open cases</source>
        <translation>在办案件</translation>
    </message>
    <message>
        <source>{n} cases at one place</source>
        <translation>同一位置 {n} 件</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>People and vehicles on duty</source>
        <translation>在岗人员和车辆</translation>
    </message>
    <message>
        <source>Ended case {id}</source>
        <translation>已结束案件 {id}</translation>
    </message>
    <message>
        <source>{n} cases here</source>
        <translation>此处 {n} 件</translation>
    </message>
</context>
<context>
    <name>MapNear</name>
    <message>
        <source>Nobody knows where this case is: it has no place on the map.</source>
        <translation>此案件没有坐标，地图上找不到它的位置。</translation>
    </message>
    <message>
        <source>sees it: {name}</source>
        <translation>可见现场：{name}</translation>
    </message>
    <message>
        <source>No camera and nobody on duty is known near it.</source>
        <translation>附近没有已知的摄像机，也没有在岗人员。</translation>
    </message>
    <message>
        <source>Near {number}</source>
        <translation>{number} 附近</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>The map&apos;s process ended; it is brought back.</source>
        <translation>地图进程意外结束，正在恢复。</translation>
    </message>
    <message>
        <source>The map&apos;s process ended several times within a minute.</source>
        <translation>地图进程一分钟内多次意外结束。</translation>
    </message>
</context>
<context>
    <name>MapPast</name>
    <message>
        <source>only those open now</source>
        <translation>只看仍在办的</translation>
    </message>
    <message>
        <source>Heat of cases</source>
        <translation>案件热力</translation>
    </message>
    <message>
        <source>Repeat places</source>
        <translation>重复点位</translation>
    </message>
    <message>
        <source>Patrols: cells walked</source>
        <translation>巡查覆盖</translation>
    </message>
    <message>
        <source>Play a day again</source>
        <translation>回放这一天</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>{n} cases, {first} to {last}, as of {time}</source>
        <translation>{n} 件，{first} 至 {last}，截至 {time}</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>仍在办</translation>
    </message>
    <message>
        <source>{first} to {last}: at least {n} cases within {metres} m</source>
        <translation>{first} 至 {last}：{metres} 米内至少 {n} 件</translation>
    </message>
    <message>
        <source>{n} cases, {open} open</source>
        <translation>{n} 件，在办 {open} 件</translation>
    </message>
    <message>
        <source>No such place. {rule}.</source>
        <translation>没有这样的点位。{rule}。</translation>
    </message>
    <message>
        <source>{n} cells walked on {day}</source>
        <translation>{day} 巡查 {n} 个网格</translation>
    </message>
    <message>
        <source>● rule met</source>
        <translation>● 达标</translation>
    </message>
    <message>
        <source>▲ rule not met</source>
        <translation>▲ 未达标</translation>
    </message>
    <message>
        <source>{long} of {n} patrols long enough · {minutes} min · {walked} of {cells} cells</source>
        <translation>巡查 {n} 次，够时长 {long} 次 · {minutes} 分钟 · 网格 {walked}/{cells}</translation>
    </message>
    <message>
        <source>Patrols on {day}</source>
        <translation>{day} 巡查</translation>
    </message>
    <message>
        <source>Twice a day, two hours each: {met} of {n} met it</source>
        <translation>每天两次、每次两小时：{n} 人中 {met} 人达标</translation>
    </message>
    <message>
        <source>No position of this time is kept.</source>
        <translation>这段时间没有留存的定位。</translation>
    </message>
    <message>
        <source>{n} positions; the reading is recorded.</source>
        <translation>{n} 个定位点；本次查阅已记录。</translation>
    </message>
    <message>
        <source>Replay {time}, not live</source>
        <translation>回放 {time}（不是实时）</translation>
    </message>
    <message>
        <source>So many cases: only the densest spots are compared; of the others some may be missing.</source>
        <translation>案件过密：只比较最密集的点位，靠后的可能有遗漏。</translation>
    </message>
</context>
<context>
    <name>MapPictures</name>
    <message>
        <source>Save the map as a picture</source>
        <translation>把地图存为图片</translation>
    </message>
    <message>
        <source>The map is in {file}</source>
        <translation>地图已存为 {file}</translation>
    </message>
    <message>
        <source>{file} cannot be written.</source>
        <translation>无法写入 {file}。</translation>
    </message>
    <message>
        <source>This computer has no printer; the map can be saved as a picture.</source>
        <translation>本机没有打印机，可以把地图存为图片。</translation>
    </message>
</context>
<context>
    <name>MapSection</name>
    <message>
        <source>Base maps</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>Of this workstation, kept in its gridroom.toml. Which of them the map lies on is chosen on the map itself, for day and night apart; without any it shows the room&apos;s own streets and water.</source>
        <translation>本席位的底图来源，保存在本机 gridroom.toml。用哪一种在地图页上选，日间、夜间分别记住；都不填则显示自有的道路和水系。</translation>
    </message>
    <message>
        <source>File (MBTiles)</source>
        <translation>底图文件（MBTiles）</translation>
    </message>
    <message>
        <source>天地图: key</source>
        <translation>天地图密钥</translation>
    </message>
    <message>
        <source>天地图: address of the node</source>
        <translation>天地图节点地址</translation>
    </message>
    <message>
        <source>Tiles in GCJ-02</source>
        <translation>GCJ-02 瓦片地址</translation>
    </message>
    <message>
        <source>whose map that is</source>
        <translation>GCJ-02 底图版权方</translation>
    </message>
    <message>
        <source>empty: the national one</source>
        <translation>留空为国家节点</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>A key has only letters, digits, _ and -.</source>
        <translation>密钥只含字母、数字、_ 和 -。</translation>
    </message>
    <message>
        <source>An address begins with http:// or https:// and holds no login.</source>
        <translation>地址以 http:// 或 https:// 开头，且不含账号。</translation>
    </message>
    <message>
        <source>An address begins with http:// or https:// and holds {z}, {x} and {y}.</source>
        <translation>地址以 http:// 或 https:// 开头，并含 {z}、{x}、{y}。</translation>
    </message>
    <message>
        <source>Choose a base map</source>
        <translation>选择底图</translation>
    </message>
</context>
<context>
    <name>MapSide</name>
    <message>
        <source>‹ Back</source>
        <translation>‹ 返回</translation>
    </message>
    <message>
        <source>Cameras and people near it</source>
        <translation>附近摄像机和人员</translation>
    </message>
</context>
<context>
    <name>MapTools</name>
    <message>
        <source>Level by zoom</source>
        <translation>层级随缩放</translation>
    </message>
    <message>
        <source>Coloured by</source>
        <translation>着色指标</translation>
    </message>
    <message>
        <source>Level of areas</source>
        <translation>区域层级</translation>
    </message>
    <message>
        <source>★ Whole</source>
        <translation>★ 全区</translation>
    </message>
    <message>
        <source>The whole district (Home)</source>
        <translation>显示全区（Home）</translation>
    </message>
    <message>
        <source>Nearer (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <source>Farther (−)</source>
        <translation>缩小（−）</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>测距</translation>
    </message>
    <message>
        <source>Measure a line: click its points, Esc ends</source>
        <translation>测量距离：依次点击，Esc 结束</translation>
    </message>
    <message>
        <source>Area size</source>
        <translation>测面积</translation>
    </message>
    <message>
        <source>Measure an area: click its corners, Esc ends</source>
        <translation>测量面积：依次点击顶点，Esc 结束</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Picture, print, areas into a file</source>
        <translation>存图、打印、导出区域</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>存图…</translation>
    </message>
    <message>
        <source>Export areas…</source>
        <translation>导出区域…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>What the map shows: open or fold the list</source>
        <translation>地图显示什么：展开或收起图层列表</translation>
    </message>
</context>
<context>
    <name>MapUnits</name>
    <message>
        <source>No video wall is open at this seat that could show the picture.</source>
        <translation>本席位没有打开视频墙，画面无处可放。</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
    <message>
        <source>★ Whole district (Home)</source>
        <translation>★ 全区（Home）</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Fold or open the legend (L)</source>
        <translation>收起或展开图例（L）</translation>
    </message>
</context>
<context>
    <name>MapWindow</name>
    <message>
        <source>Grid map</source>
        <translation>网格地图</translation>
    </message>
</context>
<context>
    <name>MergedReports</name>
    <message>
        <source>Reports in this case</source>
        <translation>本案件的上报</translation>
    </message>
    <message>
        <source>Reports in this case: {count}</source>
        <translation>本案件共 {count} 件上报</translation>
    </message>
    <message>
        <source>{count} of them outside what you may see</source>
        <translation>其中 {count} 件不在您的可见范围</translation>
    </message>
    <message>
        <source>Part of {number}</source>
        <translation>已并入 {number}</translation>
    </message>
    <message>
        <source>Show {number}</source>
        <translation>查看 {number}</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>拆出</translation>
    </message>
    <message>
        <source>Take {number} out</source>
        <translation>拆出 {number}</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>NoteEntry</name>
    <message>
        <source>A note for the history</source>
        <translation>写入办理过程的备注</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>加备注</translation>
    </message>
</context>
<context>
    <name>OfficeHours</name>
    <message>
        <source>for example 08:00–12:00, 14:00–18:00</source>
        <translation>例如 08:00–12:00，14:00–18:00</translation>
    </message>
    <message>
        <source>Office hours</source>
        <translation>办公时间</translation>
    </message>
</context>
<context>
    <name>OfflineReports</name>
    <message>
        <source>Reports without the server</source>
        <translation>脱机上报</translation>
    </message>
    <message>
        <source>Nobody is signed in. Reports are kept on this machine and sent after the next sign-in as {login}.</source>
        <translation>尚未登录。上报先存本机，{login} 下次登录后自动发送。</translation>
    </message>
    <message>
        <source>Kept on this machine.</source>
        <translation>已存本机。</translation>
    </message>
    <message>
        <source>Not kept: this disk refuses ({why}). Your words are still here; write them down.</source>
        <translation>未能保存：本机磁盘写不进去（{why}）。内容还在这里，请先抄下来。</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} 件待发送</translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message>
        <source>Reply by {by} at {at}: {reply}</source>
        <translation>{by} 于 {at} 答复：{reply}</translation>
    </message>
    <message>
        <source>Never replied; it was due {at}</source>
        <translation>未答复；期限为 {at}</translation>
    </message>
    <message>
        <source>Reply overdue since {at}</source>
        <translation>答复已逾期，期限为 {at}</translation>
    </message>
    <message>
        <source>Reply due {at}</source>
        <translation>须于 {at} 前答复</translation>
    </message>
    <message>
        <source>Ended with the case</source>
        <translation>随案件办结</translation>
    </message>
    <message>
        <source>Resolved by {by} at {at}: {words}</source>
        <translation>{by} 于 {at} 解除：{words}</translation>
    </message>
    <message>
        <source>by rule</source>
        <translation>按规则自动</translation>
    </message>
    <message>
        <source>Appeal of {by} at {at}: {words}</source>
        <translation>{by} {at} 申诉：{words}</translation>
    </message>
    <message>
        <source>Appeal: {standing}</source>
        <translation>申诉：{standing}</translation>
    </message>
</context>
<context>
    <name>PaperList</name>
    <message>
        <source>Papers of the case</source>
        <translation>案件的单据</translation>
    </message>
    <message>
        <source>out of date: the case has changed since</source>
        <translation>与现状不符：案件此后有变动</translation>
    </message>
</context>
<context>
    <name>PaperWindow</name>
    <message>
        <source>Papers of case {number}</source>
        <translation>案件 {number} 的单据</translation>
    </message>
    <message>
        <source>Issue  F8</source>
        <translation>出单  F8</translation>
    </message>
    <message>
        <source>Save as PDF…  Ctrl+S</source>
        <translation>存为 PDF…  Ctrl+S</translation>
    </message>
    <message>
        <source>Print…  Ctrl+P</source>
        <translation>打印…  Ctrl+P</translation>
    </message>
    <message>
        <source>This case has no papers for you.</source>
        <translation>这个案件没有您可以看的单据。</translation>
    </message>
    <message>
        <source>This paper was never issued.</source>
        <translation>这张单据还没有出过。</translation>
    </message>
    <message>
        <source>F8 issues it, Ctrl+P prints it.</source>
        <translation>按 F8 出单，Ctrl+P 打印。</translation>
    </message>
    <message>
        <source>Reading the paper…</source>
        <translation>正在读取单据…</translation>
    </message>
    <message>
        <source>{number} · edition {edition} · {hash}</source>
        <translation>{number} · 第 {edition} 版 · {hash}</translation>
    </message>
    <message>
        <source>Issuing the paper…</source>
        <translation>正在出单…</translation>
    </message>
    <message>
        <source>Save the paper</source>
        <translation>保存单据</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>This computer has no printer. Ctrl+S saves the paper as PDF.</source>
        <translation>这台电脑没有打印机。按 Ctrl+S 可把单据存为 PDF。</translation>
    </message>
    <message>
        <source>Sent to the printer: {pages} pages</source>
        <translation>已送打印机：{pages} 页</translation>
    </message>
    <message>
        <source>The printer did not take it.</source>
        <translation>打印机没有接受。</translation>
    </message>
</context>
<context>
    <name>PeriodBox</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>近 7 天</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>近 30 天</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>自选日期</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Pictures</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Wheel or + − enlarges · drag or arrows move · 0 fits · Esc closes</source>
        <translation>滚轮或 + − 缩放 · 拖动或方向键移动 · 0 还原 · Esc 关闭</translation>
    </message>
    <message>
        <source>Space: one in the place of the other · </source>
        <translation>空格 前后切换 · </translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>Street, door plate, lamp post, a place with a name</source>
        <translation>路名、门牌、灯杆号、地名</translation>
    </message>
    <message>
        <source>{place}?  Enter takes it</source>
        <translation>{place}？ 回车采用</translation>
    </message>
    <message>
        <source>Proposed places</source>
        <translation>地点建议</translation>
    </message>
</context>
<context>
    <name>PlaceSketch</name>
    <message>
        <source>No position</source>
        <translation>没有坐标</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
</context>
<context>
    <name>PositionLayer</name>
    <message>
        <source>worker</source>
        <translation>网格员</translation>
    </message>
    <message>
        <source>vehicle</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>no news for {n} minutes</source>
        <translation>{n} 分钟无消息</translation>
    </message>
    <message>
        <source>On duty, live ({n})</source>
        <translation>在岗（实时，{n}）</translation>
    </message>
    <message>
        <source>On duty, as known last ({n})</source>
        <translation>在岗（断线前，{n}）</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{done}, {rate} a second</source>
        <translation>{done}，每秒 {rate}</translation>
    </message>
    <message>
        <source>{done} of {total}, {rate} a second, {left} left</source>
        <translation>{done} / {total}，每秒 {rate}，还需 {left}</translation>
    </message>
</context>
<context>
    <name>ProposedClasses</name>
    <message>
        <source>Proposed classes</source>
        <translation>推荐分类</translation>
    </message>
    <message>
        <source>Proposals come from the description</source>
        <translation>根据问题描述推荐类别</translation>
    </message>
</context>
<context>
    <name>QueueLine</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>kept here: {queued} waiting, {applied} sent, {refused} refused</source>
        <translation>本机暂存：待发 {queued}，已发 {applied}，被拒 {refused}</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>ReportDesk</name>
    <message>
        <source>Filed as {number}</source>
        <translation>已上报，案件编号 {number}</translation>
    </message>
    <message>
        <source>Something that was kept here was refused: {words}</source>
        <translation>本机暂存的内容被拒绝：{words}</translation>
    </message>
    <message>
        <source>Kept on this machine; it is sent when the connection is back.</source>
        <translation>已保存在本机，连接恢复后自动发送。</translation>
    </message>
    <message>
        <source>Not kept: no connection, and this disk refuses ({why}). Your words are still here; write them down.</source>
        <translation>未能保存：连接中断，本机磁盘也无法写入（{why}）。文字仍在此处，请另行记下。</translation>
    </message>
    <message>
        <source>Taken down as {number}, part of the other case</source>
        <translation>已登记为 {number}，并入该案件</translation>
    </message>
    <message>
        <source>Filed as {number}, a case of its own: the other one has ended meanwhile</source>
        <translation>已上报 {number}，单独成案：原案件此间已结束</translation>
    </message>
    <message>
        <source>Reminded: {number}</source>
        <translation>已催办：{number}</translation>
    </message>
    <message>
        <source>No connection: a reminder needs the server. Report it, it is kept here.</source>
        <translation>未连接服务器，无法催办。可先上报，内容会保存在本机。</translation>
    </message>
    <message>
        <source>The answer of the server did not come. Your words are still here.</source>
        <translation>服务器没有应答。您的内容仍在此处。</translation>
    </message>
    <message>
        <source>{name} did not go with the report: {why}</source>
        <translation>{name} 未能随上报发出：{why}</translation>
    </message>
</context>
<context>
    <name>ReportFields</name>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Keep the reporter secret</source>
        <translation>为上报人保密</translation>
    </message>
    <message>
        <source>Fold away  Esc</source>
        <translation>收起  Esc</translation>
    </message>
    <message>
        <source>Report: sending…</source>
        <translation>上报：正在发送…</translation>
    </message>
    <message>
        <source>Report  Ctrl+Enter</source>
        <translation>上报  Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>ReportFilesStrip</name>
    <message>
        <source>Files of the report</source>
        <translation>上报附件</translation>
    </message>
    <message>
        <source>{name} is {size}; at most {limit} can be kept. Make it smaller and paste it again.</source>
        <translation>{name} 有 {size}，最多可存 {limit}。请缩小后重新粘贴。</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} 是空文件。</translation>
    </message>
    <message>
        <source>{name}: {limit} files go with one report at most.</source>
        <translation>{name}：一次上报最多带 {limit} 个文件。</translation>
    </message>
    <message>
        <source>{name} is a folder. Drop the files in it.</source>
        <translation>{name} 是文件夹，请拖入其中的文件。</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}</source>
        <translation>{name} 无法读取：{why}</translation>
    </message>
</context>
<context>
    <name>ReportForm</name>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>cannot be located now</source>
        <translation>现在无法定位</translation>
    </message>
    <message>
        <source>outside every grid cell of this district</source>
        <translation>不在本区任何单元网格内</translation>
    </message>
    <message>
        <source>locating…</source>
        <translation>正在定位…</translation>
    </message>
    <message>
        <source>Urgent? “{words}”</source>
        <translation>紧急？“{words}”</translation>
    </message>
    <message>
        <source>outside this district</source>
        <translation>在本区以外</translation>
    </message>
</context>
<context>
    <name>ReportIntake</name>
    <message>
        <source>stands in the message</source>
        <translation>消息中写明</translation>
    </message>
    <message>
        <source>the lamp post that the message names</source>
        <translation>消息中的灯杆号</translation>
    </message>
    <message>
        <source>the sender is “{word}”</source>
        <translation>发送人是“{word}”</translation>
    </message>
    <message>
        <source>sender of the message</source>
        <translation>消息发送人</translation>
    </message>
    <message>
        <source>number in the message</source>
        <translation>消息中的号码</translation>
    </message>
    <message>
        <source>From a message; Enter confirms one after the other</source>
        <translation>来自消息，回车逐项确认</translation>
    </message>
    <message>
        <source>Told at {time}, by the message</source>
        <translation>消息时间 {time}，按此记为反映时间</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>{n} pictures that it names are missing: paste or drop them</source>
        <translation>还缺 {n} 张图片，请粘贴或拖入</translation>
    </message>
</context>
<context>
    <name>ReporterLine</name>
    <message>
        <source>to be kept secret</source>
        <translation>要求保密</translation>
    </message>
    <message>
        <source>Show in clear…</source>
        <translation>查看明文…</translation>
    </message>
    <message>
        <source>Why do you need it? This is recorded.</source>
        <translation>请说明查看原因，将记录在案</translation>
    </message>
    <message>
        <source>Reason for showing the reporter in clear</source>
        <translation>查看上报人明文的原因</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>上报人</translation>
    </message>
</context>
<context>
    <name>RequestList</name>
    <message>
        <source>waits for the duty chief</source>
        <translation>待值班长终审</translation>
    </message>
    <message>
        <source>waits for the dispatcher</source>
        <translation>待派遣员初审</translation>
    </message>
    <message>
        <source>until {at}</source>
        <translation>至 {at}</translation>
    </message>
    <message>
        <source>First approval: {by}, {at}</source>
        <translation>初审：{by}，{at}</translation>
    </message>
    <message>
        <source>waits for the final decision</source>
        <translation>待终审</translation>
    </message>
    <message>
        <source>Appeal against overtime · {standing}</source>
        <translation>超时申诉 · {standing}</translation>
    </message>
    <message>
        <source>First look: {by}, {at}</source>
        <translation>初审：{by}，{at}</translation>
    </message>
</context>
<context>
    <name>RosterSection</name>
    <message>
        <source>Roster</source>
        <translation>值班表</translation>
    </message>
    <message>
        <source>Who is on duty in which shift. A shift belongs to the day on which it begins; ★ leads it.</source>
        <translation>哪天哪班由谁值班。班次算在开始的那一天；★ 为带班。</translation>
    </message>
    <message>
        <source>‹ Week before</source>
        <translation>‹ 上一周</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Week after ›</source>
        <translation>下一周 ›</translation>
    </message>
    <message>
        <source>Copy the week before</source>
        <translation>复制上周</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>▲ {n} shifts with nobody</source>
        <translation>▲ {n} 个班次无人值班</translation>
    </message>
</context>
<context>
    <name>RosterTable</name>
    <message>
        <source>Roster of the week</source>
        <translation>一周值班表</translation>
    </message>
    <message>
        <source>Who is on duty</source>
        <translation>值班人员</translation>
    </message>
    <message>
        <source>Enter people · Space on duty · L leads</source>
        <translation>Enter 选人 · 空格 排班 · L 带班</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>{day} today</source>
        <translation>{day} 今天</translation>
    </message>
    <message>
        <source>▲ nobody</source>
        <translation>▲ 空缺</translation>
    </message>
</context>
<context>
    <name>RuleEffectView</name>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Due now</source>
        <translation>现截止</translation>
    </message>
    <message>
        <source>Due afterwards</source>
        <translation>改后截止</translation>
    </message>
    <message>
        <source>Open cases whose deadline would move</source>
        <translation>时限将变动的在办案件</translation>
    </message>
    <message>
        <source>No open case would move.</source>
        <translation>没有在办案件受影响。</translation>
    </message>
    <message>
        <source>{n} open cases would move; {m} would no longer be overdue.</source>
        <translation>{n} 件在办案件时限将变动；{m} 件将不再超时。</translation>
    </message>
    <message>
        <source>✖ {n} would be overdue at once, {m} cards would be given at once.</source>
        <translation>✖ {n} 件将立即超时，{m} 件将立即亮牌。</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>Rules of time</source>
        <translation>时限规则</translation>
    </message>
    <message>
        <source>Show what it would do  F8</source>
        <translation>查看影响  F8</translation>
    </message>
    <message>
        <source>For new cases only</source>
        <translation>仅对新案件生效</translation>
    </message>
    <message>
        <source>For open cases too</source>
        <translation>对在办案件也生效</translation>
    </message>
    <message>
        <source>What is marked cannot be read.</source>
        <translation>标出的内容无法识别。</translation>
    </message>
    <message>
        <source>Trying it on the open cases…</source>
        <translation>正在对在办案件试算…</translation>
    </message>
    <message>
        <source>Limits of the stages</source>
        <translation>环节时限</translation>
    </message>
    <message>
        <source>Limit of a filing condition</source>
        <translation>立案条件时限</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>黄红牌规则</translation>
    </message>
    <message>
        <source>A working day</source>
        <translation>工作日折算</translation>
    </message>
    <message>
        <source>Office hours</source>
        <translation>办公时间</translation>
    </message>
    <message>
        <source>Holidays and make-up days</source>
        <translation>节假日与调休</translation>
    </message>
    <message>
        <source>How long registering, confirming, dispatching and verifying may take.</source>
        <translation>受理、核实、派遣、核查各环节的时限。</translation>
    </message>
    <message>
        <source>How long a department has for cases filed under it.</source>
        <translation>按该条件立案的案件，部门的处置时限。</translation>
    </message>
    <message>
        <source>When a yellow or red card is given by itself, in which words, whether a reply is wanted.</source>
        <translation>何时自动亮黄牌、红牌，写明的原因和要求，以及是否需要回复。</translation>
    </message>
    <message>
        <source>Limits in working days count so many office hours.</source>
        <translation>以工作日计的时限，每日折合的工作小时数。</translation>
    </message>
    <message>
        <source>Limits in working hours and days count only in these hours.</source>
        <translation>以工作时、工作日计的时限只在这些时段内计时。</translation>
    </message>
    <message>
        <source>A day off does not count in working hours and days; a make-up workday does.</source>
        <translation>休息日不计工作时和工作日；调休上班日照计。</translation>
    </message>
    <message>
        <source>Changing the rule and telling every case that moves…</source>
        <translation>正在修改规则并逐案记录…</translation>
    </message>
    <message>
        <source>The rule is changed; {n} deadlines moved.</source>
        <translation>规则已修改，{n} 件案件时限变动。</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Words, case number or its end, telephone number: all years</source>
        <translation>文字、案件编号或末几位、电话号码，检索历年</translation>
    </message>
    <message>
        <source>Search all years</source>
        <translation>检索历年案件</translation>
    </message>
    <message>
        <source>Open and ended</source>
        <translation>在办和已办结</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>全部部门</translation>
    </message>
    <message>
        <source>All subdistricts</source>
        <translation>全部街道</translation>
    </message>
    <message>
        <source>All years</source>
        <translation>历年</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>近一个月</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>近一年</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Subdistrict</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报时间</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Looks in place, description and result, in numbers, and for callers. Two characters at least; several words must all be there.</source>
        <translation>检索地点、描述、处置结果、编号和来电人。至少两个字，多个词须同时出现。</translation>
    </message>
    <message>
        <source>Enter looks for the caller with this telephone number. That is recorded with your name; callers who asked for secrecy are not found.</source>
        <translation>这是电话号码，按回车查找该来电人的案件。查找会记录您的姓名；要求保密的来电人查不到。</translation>
    </message>
    <message>
        <source>A word has two characters at least.</source>
        <translation>至少输入两个字。</translation>
    </message>
    <message>
        <source>Looking for “{words}” in all years…</source>
        <translation>正在历年案件中检索“{words}”…</translation>
    </message>
    <message>
        <source>The server does not answer: nothing was looked for. Enter asks again.</source>
        <translation>服务器没有应答，未检索。按回车再试。</translation>
    </message>
    <message>
        <source>Looked back to {time}; more cases hold these words than can be looked through. Add a word.</source>
        <translation>检索到 {time} 为止：含这些字的案件太多，请再加一个词。</translation>
    </message>
    <message>
        <source>Older ones follow as you scroll.</source>
        <translation>向下滚动显示更早的。</translation>
    </message>
    <message>
        <source>All years were looked at, as far as you may see them.</source>
        <translation>您可见的历年案件均已检索。</translation>
    </message>
    <message>
        <source>No case holds “{words}”.</source>
        <translation>没有案件含有“{words}”。</translation>
    </message>
    <message>
        <source>{shown} of {count} found so far.</source>
        <translation>已找到 {count} 件，符合筛选 {shown} 件。</translation>
    </message>
    <message>
        <source>{count} found.</source>
        <translation>找到 {count} 件。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Roster</source>
        <translation>值班表</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>工作日历</translation>
    </message>
    <message>
        <source>Alarm rules</source>
        <translation>告警规则</translation>
    </message>
    <message>
        <source>Gateways</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Base maps</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>Day and night</source>
        <translation>日间与夜间</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Home of the map</source>
        <translation>地图主视图</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>SettingsSection</name>
    <message>
        <source>Recorded.</source>
        <translation>已保存。</translation>
    </message>
</context>
<context>
    <name>SheetBar</name>
    <message>
        <source>Day of the sheet</source>
        <translation>派遣单日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Editions of the day</source>
        <translation>当日各版</translation>
    </message>
    <message>
        <source>Issue the sheet  F8</source>
        <translation>签发派遣单  F8</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>The day before  Alt+←</source>
        <translation>前一天  Alt+←</translation>
    </message>
    <message>
        <source>The day after  Alt+→</source>
        <translation>后一天  Alt+→</translation>
    </message>
    <message>
        <source>The room&apos;s today</source>
        <translation>今天（指挥室时间）</translation>
    </message>
    <message>
        <source>Edition {edition} · {time} · {by} · {prints} prints</source>
        <translation>第 {edition} 版 · {time} · {by} · 打印 {prints} 次</translation>
    </message>
    <message>
        <source>{number} · edition {edition} · {cases} cases · issued {time} by {by} · {hash}</source>
        <translation>{number} · 第 {edition} 版 · {cases} 件 · {time} 由 {by} 签发 · {hash}</translation>
    </message>
</context>
<context>
    <name>SheetOutput</name>
    <message>
        <source>Save the sheet</source>
        <translation>保存派遣单</translation>
    </message>
    <message>
        <source>This computer has no printer. Save the sheet as PDF and print it elsewhere.</source>
        <translation>本机没有打印机。请另存为 PDF 后在别处打印。</translation>
    </message>
    <message>
        <source>Printing page {done} of {total}</source>
        <translation>正在打印第 {done} / {total} 页</translation>
    </message>
    <message>
        <source>Sent to the printer: {pages} pages</source>
        <translation>已送打印机：{pages} 页</translation>
    </message>
    <message>
        <source>The printer did not take the sheet. Save it as PDF, or try another printer.</source>
        <translation>打印机没有接收派遣单。请另存为 PDF，或换一台打印机。</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>SheetPage</name>
    <message>
        <source>Issuing the sheet…</source>
        <translation>正在签发派遣单…</translation>
    </message>
    <message>
        <source>Reading the sheet…</source>
        <translation>正在读取派遣单…</translation>
    </message>
    <message>
        <source>Issued: {number}, edition {edition}</source>
        <translation>已签发：{number}，第 {edition} 版</translation>
    </message>
    <message>
        <source>No sheet was issued for {day}. Checked {time}.</source>
        <translation>{day} 没有签发派遣单，于 {time} 核对。</translation>
    </message>
    <message>
        <source>F8 issues it.</source>
        <translation>按 F8 签发。</translation>
    </message>
    <message>
        <source>The sheet could not be read. F5 tries again.</source>
        <translation>派遣单未能读取，按 F5 重试。</translation>
    </message>
</context>
<context>
    <name>SheetPreview</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Previous page  PgUp</source>
        <translation>上一页  PgUp</translation>
    </message>
    <message>
        <source>Next page  PgDn</source>
        <translation>下一页  PgDn</translation>
    </message>
    <message>
        <source>Smaller  Ctrl+−</source>
        <translation>缩小  Ctrl+−</translation>
    </message>
    <message>
        <source>Larger  Ctrl++</source>
        <translation>放大  Ctrl++</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>页宽</translation>
    </message>
    <message>
        <source>Fit the width  Ctrl+0</source>
        <translation>适合页宽  Ctrl+0</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>整页</translation>
    </message>
    <message>
        <source>Fit the page  Ctrl+9</source>
        <translation>适合整页  Ctrl+9</translation>
    </message>
</context>
<context>
    <name>ShiftLine</name>
    <message>
        <source>Name of the shift</source>
        <translation>班次名称</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>起始时间</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>ShiftSection</name>
    <message>
        <source>Shifts</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Each lasts until the next one begins. What was worked keeps its name: a change holds from a day on.</source>
        <translation>每班到下一班开始为止。改动从指定日期起生效，以前的班次不变。</translation>
    </message>
    <message>
        <source>Another shift</source>
        <translation>增加班次</translation>
    </message>
    <message>
        <source>Holds from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Shifts from {day} on</source>
        <translation>{day} 起的班次</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>至 {time}</translation>
    </message>
    <message>
        <source>From {day} on: {shifts}</source>
        <translation>{day} 起：{shifts}</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
</context>
<context>
    <name>SimilarList</name>
    <message>
        <source>Perhaps a case already</source>
        <translation>可能已有案件</translation>
    </message>
    <message>
        <source>The same  Ctrl+D</source>
        <translation>是同一件  Ctrl+D</translation>
    </message>
    <message>
        <source>The same: merge</source>
        <translation>是同一件，并入</translation>
    </message>
    <message>
        <source>Only remind  Ctrl+R</source>
        <translation>仅催办  Ctrl+R</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>另一件</translation>
    </message>
    <message>
        <source>Perhaps a case already ({count})</source>
        <translation>可能已有案件（{count}）</translation>
    </message>
    <message>
        <source>outside what you may see</source>
        <translation>不在您的可见范围</translation>
    </message>
    <message>
        <source>{count} reports</source>
        <translation>{count} 件上报</translation>
    </message>
    <message>
        <source>Not compared with other cases: the server does not answer</source>
        <translation>未能查重：服务器没有应答</translation>
    </message>
</context>
<context>
    <name>SoundSettings</name>
    <message>
        <source>Sounds of this workstation</source>
        <translation>本机声音</translation>
    </message>
    <message>
        <source>Volume: {what}</source>
        <translation>音量：{what}</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Test: {what}</source>
        <translation>试听：{what}</translation>
    </message>
    <message>
        <source>Mute {n} minutes</source>
        <translation>静音 {n} 分钟</translation>
    </message>
    <message>
        <source>Hear again</source>
        <translation>恢复声音</translation>
    </message>
    <message>
        <source>Urgent case</source>
        <translation>紧急案件</translation>
    </message>
    <message>
        <source>Red card</source>
        <translation>红牌</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>New alarm</source>
        <translation>新告警</translation>
    </message>
    <message>
        <source>Link lost</source>
        <translation>断线</translation>
    </message>
    <message>
        <source>Link back</source>
        <translation>恢复连接</translation>
    </message>
    <message>
        <source>This machine has no sound: watch the number in the foot bar.</source>
        <translation>本机没有声音设备，请留意底栏的告警数。</translation>
    </message>
    <message>
        <source>Muted until {at}; a lost link is heard all the same.</source>
        <translation>静音至 {at}；断线仍会响。</translation>
    </message>
    <message>
        <source>Everything is heard.</source>
        <translation>声音全部打开。</translation>
    </message>
</context>
<context>
    <name>StageColumn</name>
    <message>
        <source>{n} new ↑</source>
        <translation>新 {n} 件 ↑</translation>
    </message>
</context>
<context>
    <name>StageColumns</name>
    <message>
        <source>Cases by stage</source>
        <translation>按阶段排列的案件</translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message>
        <source>Stages</source>
        <translation>环节</translation>
    </message>
    <message>
        <source>All open</source>
        <translation>全部在办</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>Gridroom</source>
        <translation>网格指挥室</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Starting the database of this machine…</source>
        <translation>正在启动本机数据库…</translation>
    </message>
    <message>
        <source>Bringing the database up to this program…</source>
        <translation>正在使数据库与程序版本一致…</translation>
    </message>
    <message>
        <source>Looking after the demo district (only the first start takes longer)…</source>
        <translation>正在准备示范区（仅首次启动较慢）…</translation>
    </message>
    <message>
        <source>Ready.</source>
        <translation>就绪。</translation>
    </message>
    <message>
        <source>The database did not start: {why}</source>
        <translation>数据库未能启动：{why}</translation>
    </message>
</context>
<context>
    <name>StateLine</name>
    <message>
        <source>Show the map again</source>
        <translation>重新显示地图</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>History</source>
        <translation>办理过程</translation>
    </message>
    <message>
        <source>by itself, its day had come</source>
        <translation>到期自动恢复</translation>
    </message>
    <message>
        <source>{found}, as told to the desk</source>
        <translation>{found}，由坐席代录</translation>
    </message>
    <message>
        <source>really at {at}</source>
        <translation>实际时间 {at}</translation>
    </message>
    <message>
        <source>by rule</source>
        <translation>按规则自动</translation>
    </message>
    <message>
        <source>into {number}</source>
        <translation>并入 {number}</translation>
    </message>
    <message>
        <source>out of {number}</source>
        <translation>从 {number} 拆出</translation>
    </message>
    <message>
        <source>report {number}</source>
        <translation>上报 {number}</translation>
    </message>
</context>
<context>
    <name>TaskList</name>
    <message>
        <source>Field tasks</source>
        <translation>外勤任务</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Copy the text of {code}</source>
        <translation>复制 {code} 的文字</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>TaskTable</name>
    <message>
        <source>Copy text</source>
        <translation>复制原文</translation>
    </message>
    <message>
        <source>No task waits for an answer. A task is sent from a case; it stands here until its answer comes back.</source>
        <translation>没有等待反馈的任务。任务从案件里发出，反馈回来之前都列在这里。</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>任务码</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Matter and place</source>
        <translation>事项与地点</translation>
    </message>
    <message>
        <source>To</source>
        <translation>派给</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Field tasks that wait for an answer</source>
        <translation>等待反馈的外勤任务</translation>
    </message>
    <message>
        <source>Waiting for an answer: {n}, checked {at}</source>
        <translation>等待反馈 {n} 件，{at} 查过</translation>
    </message>
    <message>
        <source>Copied: {code}</source>
        <translation>已复制 {code}</translation>
    </message>
</context>
<context>
    <name>TimeStrip</name>
    <message>
        <source>▶ Play</source>
        <translation>▶ 播放</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>{n} min/s</source>
        <translation>{n} 分/秒</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>‖ Pause</source>
        <translation>‖ 暂停</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>/  command or search…</source>
        <translation>/  命令或查找…</translation>
    </message>
    <message>
        <source>Command or search</source>
        <translation>命令或查找</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Server time</source>
        <translation>服务器时间</translation>
    </message>
    <message>
        <source>led by {name}</source>
        <translation>带班 {name}</translation>
    </message>
</context>
<context>
    <name>TrackPanel</name>
    <message>
        <source>‹ Back</source>
        <translation>‹ 返回</translation>
    </message>
    <message>
        <source>Read the track</source>
        <translation>读取轨迹</translation>
    </message>
    <message>
        <source>Why is it read? The reason is recorded with your name.</source>
        <translation>为什么查阅？理由与您的姓名一并记录。</translation>
    </message>
    <message>
        <source>the last {n} hours</source>
        <translation>最近 {n} 小时</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Without a reason no track is read.</source>
        <translation>没有理由不能查阅轨迹。</translation>
    </message>
</context>
<context>
    <name>UnitList</name>
    <message>
        <source>Returned by {department}: {why}</source>
        <translation>{department} 退回：{why}</translation>
    </message>
    <message>
        <source>Dispatch it again or send it back to registering.</source>
        <translation>可重新派遣，或退回受理。</translation>
    </message>
    <message>
        <source>the room for the street</source>
        <translation>指挥室代街道</translation>
    </message>
    <message>
        <source>Told {at} by {by}</source>
        <translation>{at} 由 {by} 告知</translation>
    </message>
    <message>
        <source>Later than asked: {at}</source>
        <translation>迟于要求的 {at}</translation>
    </message>
    <message>
        <source>To be there by {at}</source>
        <translation>须 {at} 前到场</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>not done yet</source>
        <translation>尚未完成</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Agreed by {who}</source>
        <translation>{who} 同意</translation>
    </message>
    <message>
        <source>To be received by {at}</source>
        <translation>须 {at} 前签收</translation>
    </message>
    <message>
        <source>received</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>答复</translation>
    </message>
</context>
<context>
    <name>ValueField</name>
    <message>
        <source> (optional)</source>
        <translation>（可不填）</translation>
    </message>
</context>
<context>
    <name>ViewShelf</name>
    <message>
        <source>Saved views</source>
        <translation>已存视图</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>视图名称</translation>
    </message>
    <message>
        <source>For everybody</source>
        <translation>全员共享</translation>
    </message>
    <message>
        <source>Who begins with it</source>
        <translation>哪个岗位默认使用</translation>
    </message>
    <message>
        <source>Nobody begins with it</source>
        <translation>不设为岗位默认</translation>
    </message>
    <message>
        <source>{duty} begins with it</source>
        <translation>{duty}默认</translation>
    </message>
    <message>
        <source>Rename  F2</source>
        <translation>改名  F2</translation>
    </message>
    <message>
        <source>Remove  Del</source>
        <translation>删除  Del</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>for everybody</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>“{name}” is saved.</source>
        <translation>“{name}” 已保存。</translation>
    </message>
    <message>
        <source>“{name}” is removed.</source>
        <translation>“{name}” 已删除。</translation>
    </message>
    <message>
        <source>“{name}” is back.</source>
        <translation>“{name}” 已恢复。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Save the board as it is</source>
        <translation>按现在的样子保存</translation>
    </message>
    <message>
        <source>A view needs a name.</source>
        <translation>请填写视图名称。</translation>
    </message>
</context>
<context>
    <name>WorkerField</name>
    <message>
        <source>{grid}: its workers</source>
        <translation>{grid}的网格员</translation>
    </message>
    <message>
        <source>{name} · not on duty, or no position</source>
        <translation>{name} · 未上岗或无定位</translation>
    </message>
    <message>
        <source>own duty grid</source>
        <translation>本责任网格</translation>
    </message>
    <message>
        <source>{span} ago</source>
        <translation>{span}前</translation>
    </message>
</context>
<context>
    <name>_Notice</name>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>_StageRow</name>
    <message>
        <source>{stage}: {n} open, {late} overdue</source>
        <translation>{stage}：在办 {n} 件，超时 {late} 件</translation>
    </message>
</context>
<context>
    <name>_Tile</name>
    <message>
        <source>{file}, Delete takes it out</source>
        <translation>{file}，按 Delete 移除</translation>
    </message>
</context>
<context>
    <name>camera_panel</name>
    <message>
        <source>{state} since {time}</source>
        <translation>{state}，自 {time}</translation>
    </message>
    <message>
        <source>looks {direction}</source>
        <translation>朝{direction}</translation>
    </message>
    <message>
        <source>field of view {n}°</source>
        <translation>视场 {n}°</translation>
    </message>
    <message>
        <source>reaches {distance}</source>
        <translation>可见 {distance}</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>{action}: no case is open</source>
        <translation>{action}：没有打开的案件</translation>
    </message>
    <message>
        <source>{action} is not possible now; possible: {actions}</source>
        <translation>现在不能“{action}”，可以：{actions}</translation>
    </message>
</context>
<context>
    <name>grids</name>
    <message>
        <source>Border crosses itself</source>
        <translation>边界自交</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>空隙</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>超出上级范围</translation>
    </message>
    <message>
        <source>Code twice</source>
        <translation>编码重复</translation>
    </message>
    <message>
        <source>Sliver</source>
        <translation>碎块</translation>
    </message>
    <message>
        <source>Several parts</source>
        <translation>分成几块</translation>
    </message>
    <message>
        <source>Hole</source>
        <translation>有孔洞</translation>
    </message>
    <message>
        <source>Fill it from the neighbour</source>
        <translation>并入相邻区域</translation>
    </message>
    <message>
        <source>Cut it off</source>
        <translation>裁掉多出部分</translation>
    </message>
    <message>
        <source>Join it to the neighbour</source>
        <translation>合并到相邻区域</translation>
    </message>
    <message>
        <source>There is no such area in the drawing.</source>
        <translation>调整中没有这个区域。</translation>
    </message>
    <message>
        <source>A border would cross itself.</source>
        <translation>边界会自交。</translation>
    </message>
    <message>
        <source>There is no corner of a border.</source>
        <translation>此处没有拐点。</translation>
    </message>
    <message>
        <source>There is no border.</source>
        <translation>此处没有边界。</translation>
    </message>
    <message>
        <source>More corners are needed.</source>
        <translation>拐点太少。</translation>
    </message>
    <message>
        <source>It would cover {code} wholly. Merge them instead.</source>
        <translation>会完全盖住 {code}，请改用合并。</translation>
    </message>
    <message>
        <source>Nothing is free there. Take it from the neighbours, or split one.</source>
        <translation>此处没有空白。请勾选“从相邻划出”，或拆分已有区域。</translation>
    </message>
    <message>
        <source>Nothing would be left of it.</source>
        <translation>区域将不复存在。</translation>
    </message>
    <message>
        <source>The line cuts no area in two. Begin and end outside of it.</source>
        <translation>这条线没有把区域分成两块，两端应在区域外。</translation>
    </message>
    <message>
        <source>Choose two or more areas: Shift and click.</source>
        <translation>请选两个以上区域：Shift+点击。</translation>
    </message>
    <message>
        <source>These areas do not touch each other.</source>
        <translation>所选区域不相邻。</translation>
    </message>
    <message>
        <source>{code} has its code from before: it keeps it.</source>
        <translation>{code} 为已有编码，不能更改。</translation>
    </message>
    <message>
        <source>Code and name are needed, and not too long.</source>
        <translation>编码和名称必填，且不能过长。</translation>
    </message>
    <message>
        <source>Only duty grids can be exclusive.</source>
        <translation>只有责任网格可设为专属网格。</translation>
    </message>
    <message>
        <source>The drawing cannot be read.</source>
        <translation>调整内容无法读取。</translation>
    </message>
    <message>
        <source>A redraw of these areas is planned for {from_day}. Withdraw it first.</source>
        <translation>这些区域已有 {from_day} 生效的调整，请先撤回。</translation>
    </message>
    <message>
        <source>Areas begin today or later.</source>
        <translation>生效日不能早于今天。</translation>
    </message>
    <message>
        <source>The code {code} belonged to another area. Take another one.</source>
        <translation>编码 {code} 曾属于别的区域，请换一个。</translation>
    </message>
    <message>
        <source>{code} would belong to an area outside of the drawing.</source>
        <translation>{code} 的上级不在本次调整范围内。</translation>
    </message>
    <message>
        <source>Nothing was drawn.</source>
        <translation>没有改动。</translation>
    </message>
    <message>
        <source>Too many areas at once; at most {limit}.</source>
        <translation>一次最多调整 {limit} 个区域。</translation>
    </message>
    <message>
        <source>{code} has too many corners; at most {limit}.</source>
        <translation>{code} 拐点过多，最多 {limit} 个。</translation>
    </message>
    <message>
        <source>Cases lie in an area that began today. Take a later day.</source>
        <translation>今天启用的区域里已有案件，请选以后的日期。</translation>
    </message>
    <message>
        <source>{code} holds only from {valid_from} on. Take a later day.</source>
        <translation>{code} 自 {valid_from} 起才有效，请选以后的日期。</translation>
    </message>
    <message>
        <source>{code} still has areas below it that no other area takes.</source>
        <translation>{code} 下还有区域，没有别的区域承接。</translation>
    </message>
    <message>
        <source>This was undone already.</source>
        <translation>已经撤销过。</translation>
    </message>
    <message>
        <source>This never took effect.</source>
        <translation>未曾生效。</translation>
    </message>
    <message>
        <source>An outline cannot be read.</source>
        <translation>边界无法读取。</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>待生效</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已生效</translation>
    </message>
    <message>
        <source>not carried out</source>
        <translation>未能生效</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source> by {name}</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>{code} and {other} overlap by {m2} m². That is never let stand; take it off one.</source>
        <translation>{code} 与 {other} 重叠 {m2} m²，不得保留，请从其中一个减去。</translation>
    </message>
    <message>
        <source>Nobody would have {total} m² of the ground of {code}. Give it to a neighbour, or say below why it stays free.</source>
        <translation>{code} 原有范围将有 {total} m² 无人负责。请并入相邻网格，或在下方写明为何空着。</translation>
    </message>
    <message>
        <source>{code} lies {m2} m² beyond the area around it. Cut it off, or say below why it may.</source>
        <translation>{code} 超出上级范围 {m2} m²。请裁去，或在下方写明为何可以。</translation>
    </message>
    <message>
        <source>{code} inside {other} would stick out by {m2} m². Redraw it next, and say below that you will.</source>
        <translation>{other} 内的 {code} 将超出 {m2} m²。请随后调整，并在下方写明。</translation>
    </message>
    <message>
        <source>A reason of four characters or more is needed.</source>
        <translation>理由至少四个字。</translation>
    </message>
    <message>
        <source>{ha} ha</source>
        <translation>{ha} 公顷</translation>
    </message>
    <message>
        <source>{n} areas: {facts}</source>
        <translation>{n} 个：{facts}</translation>
    </message>
    <message>
        <source> (before: {facts})</source>
        <translation>（原：{facts}）</translation>
    </message>
    <message>
        <source>{name} ends (before: {facts})</source>
        <translation>{name} 撤销（原：{facts}）</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>{ground} · cells {cells} · open cases {cases} · households {households}</source>
        <translation>{ground} · 单元网格 {cells} · 在办 {cases} · 户数 {households}</translation>
    </message>
    <message>
        <source> ▲ small, a cell has about {norm}</source>
        <translation> ▲ 偏小，单元网格约 {norm}</translation>
    </message>
    <message>
        <source> ▲ large, a cell has about {norm}</source>
        <translation> ▲ 偏大，单元网格约 {norm}</translation>
    </message>
    <message>
        <source> ▲ few households, usual are {norm}</source>
        <translation> ▲ 户数偏少，一般 {norm} 户</translation>
    </message>
    <message>
        <source> ▲ many households, usual are {norm}</source>
        <translation> ▲ 户数偏多，一般 {norm} 户</translation>
    </message>
    <message>
        <source>{ground} · open cases {cases} · households {households}</source>
        <translation>{ground} · 在办 {cases} · 户数 {households}</translation>
    </message>
    <message>
        <source>These areas were changed meanwhile{by}. Your drawing is kept here; do it again on the borders of now, below.</source>
        <translation>这些区域期间已被{by}改动。您的绘制保留在此，可在下方按现行边界重做。</translation>
    </message>
    <message>
        <source>{code} ended meanwhile; its ground belongs to {other} now. Your drawing is kept here; do it again there, below.</source>
        <translation>“{code}”期间已撤销，其范围现属“{other}”。您的绘制保留在此，可在下方到新区域内重做。</translation>
    </message>
    <message>
        <source>{code} ended meanwhile, and no area like it has its ground. Your drawing is kept on this machine.</source>
        <translation>“{code}”期间已撤销，其范围不属于任何同级区域。您的绘制保留在本机。</translation>
    </message>
    <message>
        <source>These areas were changed since then{by}.</source>
        <translation>这些区域此后已被{by}改动。</translation>
    </message>
</context>
<context>
    <name>imports</name>
    <message>
        <source>There is no file {path}.</source>
        <translation>找不到文件 {path}。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}</source>
        <translation>{path} 无法读取：{error}</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} 是空文件。</translation>
    </message>
    <message>
        <source>{name} has {size:,.0f} MB, at most {limit:,.0f} MB are read. Split it.</source>
        <translation>{name} 有 {size:,.0f} MB，最多读取 {limit:,.0f} MB，请拆分。</translation>
    </message>
    <message>
        <source>{name} is larger than {limit:,.0f} MB. Split it.</source>
        <translation>{name} 超过 {limit:,.0f} MB，请拆分。</translation>
    </message>
    <message>
        <source>{name} holds {count:,} features, at most {limit:,} are read. Split it.</source>
        <translation>{name} 含 {count:,} 个要素，最多读取 {limit:,} 个，请拆分。</translation>
    </message>
    <message>
        <source>{name} is another kind of file: {kind}.</source>
        <translation>{name} 不是文本文件：{kind}。</translation>
    </message>
    <message>
        <source>{name} is not written in {encoding}: byte {byte:,} in line {line:,}. Choose its encoding.</source>
        <translation>{name} 不是 {encoding} 编码（第 {line:,} 行，第 {byte:,} 字节），请选择编码。</translation>
    </message>
    <message>
        <source>{name} is not written in {encoding} (line {line:,}, byte {byte:,}); it reads as GBK. Choose GBK as its encoding.</source>
        <translation>{name} 不是 {encoding} 编码（第 {line:,} 行，第 {byte:,} 字节），可按 GBK 读取，请将编码选为 GBK。</translation>
    </message>
    <message>
        <source>{name}: the encoding {encoding} is not known here.</source>
        <translation>{name}：不认识编码 {encoding}。</translation>
    </message>
    <message>
        <source>{name} holds empty characters (at {at:,}): it is no text file.</source>
        <translation>{name} 在第 {at:,} 个字符处含空字符，不是文本文件。</translation>
    </message>
    <message>
        <source>{name}: {word} is no number that an outline can have.</source>
        <translation>{name}：{word} 不能作为边界坐标。</translation>
    </message>
    <message>
        <source>{name} ends in the middle (line {line}). Get it again.</source>
        <translation>{name} 在第 {line} 行中断，文件不完整，请重新获取。</translation>
    </message>
    <message>
        <source>{name} is no GeoJSON (line {line}, column {column}).</source>
        <translation>{name} 不是 GeoJSON（第 {line} 行第 {column} 列有误）。</translation>
    </message>
    <message>
        <source>{name} is nested too deeply to be GeoJSON.</source>
        <translation>{name} 嵌套过深，不是 GeoJSON。</translation>
    </message>
    <message>
        <source>{name} holds a number that no outline can have.</source>
        <translation>{name} 含有边界坐标不可能有的数。</translation>
    </message>
    <message>
        <source>{name} is no GeoJSON: its kind is missing.</source>
        <translation>{name} 不是 GeoJSON：缺少类型。</translation>
    </message>
    <message>
        <source>{name}: the list of features is missing.</source>
        <translation>{name}：缺少要素列表。</translation>
    </message>
    <message>
        <source>{name}: the list of features is empty.</source>
        <translation>{name}：要素列表为空。</translation>
    </message>
    <message>
        <source>{name} is a bare outline ({kind}) without name and code.</source>
        <translation>{name} 只有边界（{kind}），没有名称和编码。</translation>
    </message>
    <message>
        <source>{name} holds no areas but {kind}.</source>
        <translation>{name} 中没有区域，内容为 {kind}。</translation>
    </message>
    <message>
        <source>{bad} of {total} features of {name} cannot be used. Nothing is stored before all can.</source>
        <translation>{name} 的 {total} 个要素中有 {bad} 个不能用；全部可用之前不会入库。</translation>
    </message>
    <message>
        <source>{name}: there is no area in it.</source>
        <translation>{name} 中没有区域。</translation>
    </message>
    <message>
        <source>{name}: there is no area named {names} in it.</source>
        <translation>{name} 中没有名为 {names} 的区域。</translation>
    </message>
    <message>
        <source>{prj} is not beside {name}: choose the coordinate system.</source>
        <translation>{name} 旁没有 {prj}，请选择坐标系。</translation>
    </message>
    <message>
        <source>What the file says of its coordinate system cannot be understood: choose it.</source>
        <translation>文件中的坐标系说明无法识别，请选择坐标系。</translation>
    </message>
    <message>
        <source>The coordinate system {system} is not known here. Known are CGCS2000, WGS-84 and their projections, GCJ-02 and BD-09; Beijing 1954 and Xi&apos;an 1980 must be converted by the surveying office first.</source>
        <translation>不认识坐标系 {system}。可用 CGCS2000、WGS-84 及其投影、GCJ-02、BD-09；北京54、西安80须先由测绘部门转换。</translation>
    </message>
    <message>
        <source>{table} is not beside {name}. Copy .shp, .dbf, .prj and .cpg together.</source>
        <translation>{name} 旁没有 {table}；请将 .shp、.dbf、.prj、.cpg 一并复制。</translation>
    </message>
    <message>
        <source>{name} is not written in {encodings}. Choose its encoding.</source>
        <translation>{name} 不是 {encodings} 编码，请选择编码。</translation>
    </message>
    <message>
        <source>{name} holds no area.</source>
        <translation>{name} 中没有区域。</translation>
    </message>
    <message>
        <source>{name} is no shapefile.</source>
        <translation>{name} 不是 Shapefile。</translation>
    </message>
    <message>
        <source>{name} is cut off. Get it again.</source>
        <translation>{name} 不完整，请重新获取。</translation>
    </message>
    <message>
        <source>{name} holds other shapes ({kind}); areas are polygons.</source>
        <translation>{name} 中是其他图形（{kind}），区域须为面。</translation>
    </message>
    <message>
        <source>{name} has {outlines:,} outlines and {table} {rows:,} rows: they do not belong together.</source>
        <translation>{name} 有 {outlines:,} 个图形，{table} 有 {rows:,} 行，二者不配套。</translation>
    </message>
    <message>
        <source>{name} is damaged. Get it again.</source>
        <translation>{name} 已损坏，请重新获取。</translation>
    </message>
    <message>
        <source>{name} cannot be understood: choose the coordinate system.</source>
        <translation>{name} 无法识别，请选择坐标系。</translation>
    </message>
    <message>
        <source>{name} tells of {system}, which is no usual system: choose the coordinate system.</source>
        <translation>{name} 所写的 {system} 不是常用坐标系，请选择坐标系。</translation>
    </message>
    <message>
        <source>There is no field {fields}; fields are {known}.</source>
        <translation>没有字段 {fields}；字段有 {known}。</translation>
    </message>
    <message>
        <source>{name} does not say in which coordinate system its figures are: choose it.</source>
        <translation>{name} 没有说明坐标系，请选择。</translation>
    </message>
    <message>
        <source>{name}: there is no row in it.</source>
        <translation>{name} 中没有数据行。</translation>
    </message>
    <message>
        <source>{name}: no columns for longitude and latitude; found are: {found}. Choose them above.</source>
        <translation>{name} 中没有经度、纬度列；已有的列：{found}。请在上方指定。</translation>
    </message>
    <message>
        <source>{name} has over {limit:,} rows, which are the most taken at once. Split it.</source>
        <translation>{name} 超过一次可导入的 {limit:,} 行，请拆分。</translation>
    </message>
    <message>
        <source>{name}: the heading {heading} stands {times} times in row {row}. Rename the column that is not meant.</source>
        <translation>{name}：第 {row} 行的表头“{heading}”出现 {times} 次，请改名。</translation>
    </message>
    <message>
        <source>{name}: no column {lacking}; it has: {found}</source>
        <translation>{name} 缺少列 {lacking}；已有：{found}</translation>
    </message>
    <message>
        <source>{name} is no proper CSV file.</source>
        <translation>{name} 不是规范的 CSV 文件。</translation>
    </message>
    <message>
        <source>{name} is locked by a password.</source>
        <translation>{name} 有密码保护。</translation>
    </message>
    <message>
        <source>{name} is no spreadsheet that can be read.</source>
        <translation>{name} 不是可读取的表格文件。</translation>
    </message>
    <message>
        <source>{name} is damaged or cut off. Get it again.</source>
        <translation>{name} 已损坏或不完整，请重新获取。</translation>
    </message>
    <message>
        <source>{name} is damaged or locked.</source>
        <translation>{name} 已损坏或被加密。</translation>
    </message>
    <message>
        <source>{name} holds {count:,} parts, at most {limit:,} are read.</source>
        <translation>{name} 含 {count:,} 个部分，最多读取 {limit:,} 个。</translation>
    </message>
    <message>
        <source>{name} would unpack from {packed:,.1f} to {size:,.0f} MB; at most {limit:,.0f} MB are read.</source>
        <translation>{name} 解压后将由 {packed:,.1f} MB 变为 {size:,.0f} MB，最多读取 {limit:,.0f} MB。</translation>
    </message>
    <message>
        <source>{name} is an archive but no workbook. Save it as .xlsx.</source>
        <translation>{name} 是压缩包而不是工作簿，请另存为 .xlsx。</translation>
    </message>
    <message>
        <source>{name} unpacks to over {limit:,.0f} MB, although it says {size:,.0f}.</source>
        <translation>{name} 解压超过 {limit:,.0f} MB，与其声明的 {size:,.0f} MB 不符。</translation>
    </message>
    <message>
        <source>{name} spans {rows:,} rows × {columns:,} columns, at most {limit:,} cells are read. Split it.</source>
        <translation>{name} 跨 {rows:,} 行 × {columns:,} 列，最多读取 {limit:,} 个单元格，请拆分。</translation>
    </message>
    <message>
        <source>{name} has {rows:,} rows, at most {limit:,} are taken at once. Split it.</source>
        <translation>{name} 有 {rows:,} 行，一次最多 {limit:,} 行，请拆分。</translation>
    </message>
    <message>
        <source>Feature {number}</source>
        <translation>要素 {number}</translation>
    </message>
    <message>
        <source>Feature {number} ({name})</source>
        <translation>要素 {number}（{name}）</translation>
    </message>
    <message>
        <source>Code {code}</source>
        <translation>编码 {code}</translation>
    </message>
    <message>
        <source>is no feature</source>
        <translation>不是要素</translation>
    </message>
    <message>
        <source>has no name; choose the column of the name. There are: {known}</source>
        <translation>没有名称，请指定名称列；已有：{known}</translation>
    </message>
    <message>
        <source>covers no ground</source>
        <translation>不占面积</translation>
    </message>
    <message>
        <source>says it is of level {level}, which is not known; choose the level above</source>
        <translation>层级 {level} 不认识，请在上方选择层级</translation>
    </message>
    <message>
        <source>does not name its outer area in {name}</source>
        <translation>{name} 列中没有上级区域编码</translation>
    </message>
    <message>
        <source>has no outline</source>
        <translation>没有边界</translation>
    </message>
    <message>
        <source>is no area but {kind}</source>
        <translation>不是面，而是 {kind}</translation>
    </message>
    <message>
        <source>has an outline that cannot be read: {why}</source>
        <translation>边界无法读取：{why}</translation>
    </message>
    <message>
        <source>a ring is not closed</source>
        <translation>边界线未闭合</translation>
    </message>
    <message>
        <source>its coordinates are no lists of numbers</source>
        <translation>坐标不是数字列表</translation>
    </message>
    <message>
        <source>it is malformed</source>
        <translation>格式有误</translation>
    </message>
    <message>
        <source>has an empty outline</source>
        <translation>边界为空</translation>
    </message>
    <message>
        <source>longitude and latitude look exchanged ({x:.4f}, {y:.4f})</source>
        <translation>经度与纬度似乎颠倒（{x:.4f}，{y:.4f}）</translation>
    </message>
    <message>
        <source>has coordinates such as ({x:.8g}, {y:.8g}) that are no degrees: the file is projected, {likely}</source>
        <translation>坐标如（{x:.8g}，{y:.8g}）不是经纬度，文件为投影坐标，{likely}</translation>
    </message>
    <message>
        <source>as CGCS2000 in 3-degree zone {zone} it seems: type EPSG:{epsg} if that is so</source>
        <translation>似为 CGCS2000 三度带 {zone} 带；如是，坐标系填 EPSG:{epsg}</translation>
    </message>
    <message>
        <source>as web Mercator it seems: type EPSG:3857 if that is so</source>
        <translation>似为 Web 墨卡托；如是，坐标系填 EPSG:3857</translation>
    </message>
    <message>
        <source>as CGCS2000 in 6-degree zone {zone} it seems: type EPSG:{epsg} if that is so</source>
        <translation>似为 CGCS2000 六度带 {zone} 带；如是，坐标系填 EPSG:{epsg}</translation>
    </message>
    <message>
        <source>by a meridian of which the numbers tell nothing: ask whoever made it for the zone and type it, e.g. EPSG:4549 for the meridian 120°</source>
        <translation>无法从数值看出中央经线，请向提供者询问分带后填写，如 120° 填 EPSG:4549</translation>
    </message>
    <message>
        <source>type its system, e.g. EPSG:4549</source>
        <translation>请填写坐标系，如 EPSG:4549</translation>
    </message>
    <message>
        <source>does not lie where {system} is used</source>
        <translation>不在 {system} 的适用范围内</translation>
    </message>
    <message>
        <source>reaches from ({west:.4f}, {south:.4f}) to ({east:.4f}, {north:.4f}): no district is that large; is the coordinate system right?</source>
        <translation>范围从（{west:.4f}，{south:.4f}）到（{east:.4f}，{north:.4f}），没有这么大的区；坐标系是否正确？</translation>
    </message>
    <message>
        <source>the border is faulty ({fault}) at ({x:.6f}, {y:.6f})</source>
        <translation>边界有误（{fault}），位于（{x:.6f}，{y:.6f}）</translation>
    </message>
    <message>
        <source>the border is faulty ({fault})</source>
        <translation>边界有误（{fault}）</translation>
    </message>
    <message>
        <source>{fault}; “Mend borders” mends it and says what changed</source>
        <translation>{fault}；勾选“修复边界”可修复并说明改动</translation>
    </message>
    <message>
        <source>{fault}: nothing is left when it is mended</source>
        <translation>{fault}：修复后已无剩余</translation>
    </message>
    <message>
        <source>stands twice: {first} and {second}</source>
        <translation>出现两次：{first} 与 {second}</translation>
    </message>
    <message>
        <source>Row {row}</source>
        <translation>第 {row} 行</translation>
    </message>
    <message>
        <source>has no coordinates that are numbers</source>
        <translation>坐标不是数字</translation>
    </message>
    <message>
        <source>has no point or line</source>
        <translation>没有点或线</translation>
    </message>
    <message>
        <source>longitude and latitude look exchanged ({x:.6g}, {y:.6g})</source>
        <translation>经度与纬度似乎颠倒（{x:.6g}，{y:.6g}）</translation>
    </message>
    <message>
        <source>({x:.8g}, {y:.8g}) are no degrees: if the file is projected, type its system, e.g. EPSG:4549</source>
        <translation>（{x:.8g}，{y:.8g}）不是经纬度；如为投影坐标，请填写坐标系，如 EPSG:4549</translation>
    </message>
    <message>
        <source>({x:.8g}, {y:.8g}) does not lie where {system} is used</source>
        <translation>（{x:.8g}，{y:.8g}）不在 {system} 的适用范围内</translation>
    </message>
    <message>
        <source>The coordinates do not lie where {system} is used.</source>
        <translation>坐标不在 {system} 的适用范围内。</translation>
    </message>
    <message>
        <source>(0, 0) is what programs write for no place</source>
        <translation>（0, 0）表示没有位置</translation>
    </message>
    <message>
        <source>does not say what kind of place it is; choose a kind for the whole list</source>
        <translation>未写明地名类型，可为整张表选择类型</translation>
    </message>
    <message>
        <source>the kind {kind} is not known; known are {known}</source>
        <translation>类型“{kind}”不认识；可用：{known}</translation>
    </message>
    <message>
        <source>has no name</source>
        <translation>没有名称</translation>
    </message>
    <message>
        <source>is a lamp post without a number</source>
        <translation>路灯没有杆号</translation>
    </message>
    <message>
        <source>has no code</source>
        <translation>没有部件标识码</translation>
    </message>
    <message>
        <source>{code} is no class: 2 digits of the major and 2 or 3 of the minor class</source>
        <translation>“{code}”不是小类代码：应为大类 2 位加小类 2 至 3 位</translation>
    </message>
    <message>
        <source>the state {state} is not known; known are {known}</source>
        <translation>状态“{state}”不认识；可用：{known}</translation>
    </message>
    <message>
        <source>{code} is no id of 20 digits (GB/T 28181); a spreadsheet that made a number of it has lost digits: format the column as text</source>
        <translation>“{code}”不是 20 位国标编码（GB/T 28181）；表格若将其转为数字会丢失位数，请将该列设为文本</translation>
    </message>
    <message>
        <source>{code} is of type {kind}: a camera is 131 or 132</source>
        <translation>{code} 的类型码为 {kind}，摄像机应为 131 或 132</translation>
    </message>
    <message>
        <source>{code} begins with no province</source>
        <translation>{code} 的前两位不是省级代码</translation>
    </message>
    <message>
        <source>its stream address holds spaces or is too long</source>
        <translation>取流地址含空格或过长</translation>
    </message>
    <message>
        <source>the code {code} stands twice, first in row {row}</source>
        <translation>编码 {code} 重复，首次出现在第 {row} 行</translation>
    </message>
    <message>
        <source>{field}: {value} is no number</source>
        <translation>{field}：“{value}”不是数字</translation>
    </message>
    <message>
        <source>{field}: {value} does not lie in {low:g}…{high:g}</source>
        <translation>{field}：{value} 不在 {low:g}…{high:g} 之间</translation>
    </message>
    <message>
        <source>{text}… has {length:,} characters, at most {limit} are kept</source>
        <translation>“{text}…”有 {length:,} 个字，最多保存 {limit} 个</translation>
    </message>
    <message>
        <source>the server refused it</source>
        <translation>服务器拒绝</translation>
    </message>
    <message>
        <source>no day given</source>
        <translation>没有日期</translation>
    </message>
    <message>
        <source>{text} could be day/month or month/day: write it as year-month-day</source>
        <translation>“{text}”日、月不分，请写成年-月-日</translation>
    </message>
    <message>
        <source>{text} is no day in a form known here, such as 2019-04-25</source>
        <translation>“{text}”不是可识别的日期，应如 2019-04-25</translation>
    </message>
    <message>
        <source>the number {value:g} is no day</source>
        <translation>数字 {value:g} 不是日期</translation>
    </message>
    <message>
        <source>{text} is no real day</source>
        <translation>“{text}”不是真实日期</translation>
    </message>
    <message>
        <source>the year {year} cannot be meant</source>
        <translation>年份 {year} 不可能</translation>
    </message>
    <message>
        <source>the file is in GCJ-02. Choose GCJ-02.</source>
        <translation>文件实为 GCJ-02，请选择 GCJ-02。</translation>
    </message>
    <message>
        <source>the file is in BD-09. Choose BD-09.</source>
        <translation>文件实为 BD-09，请选择 BD-09。</translation>
    </message>
    <message>
        <source>the file is in CGCS2000 and not in GCJ-02. Choose CGCS2000.</source>
        <translation>文件实为 CGCS2000 而非 GCJ-02，请选择 CGCS2000。</translation>
    </message>
    <message>
        <source>the file is in CGCS2000 and not in BD-09. Choose CGCS2000.</source>
        <translation>文件实为 CGCS2000 而非 BD-09，请选择 CGCS2000。</translation>
    </message>
    <message>
        <source>the file is in BD-09 and not in GCJ-02. Choose BD-09.</source>
        <translation>文件实为 BD-09 而非 GCJ-02，请选择 BD-09。</translation>
    </message>
    <message>
        <source>the file is in GCJ-02 and not in BD-09. Choose GCJ-02.</source>
        <translation>文件实为 GCJ-02 而非 BD-09，请选择 GCJ-02。</translation>
    </message>
    <message>
        <source>no known shift fits; is the coordinate system right?</source>
        <translation>与已知偏移都不符；坐标系是否正确？</translation>
    </message>
    <message>
        <source>{points} known points of this file lie {metres:,.0f} m beside where they are known: {fault}</source>
        <translation>文件中 {points} 个已知点偏离已知位置 {metres:,.0f} 米（中位数）：{fault}</translation>
    </message>
    <message>
        <source>{shift} Nothing was stored.</source>
        <translation>{shift}没有入库。</translation>
    </message>
    <message>
        <source>The coordinate system could not be checked ({level}): too few areas are known by their codes.</source>
        <translation>坐标系无法核对（{level}）：按编码已知的区域太少。</translation>
    </message>
    <message>
        <source>The coordinate system could not be checked: too few of these are known by name or code.</source>
        <translation>坐标系无法核对：按名称或编码已知的太少。</translation>
    </message>
    <message>
        <source>The file says {told}, read as {system} as chosen.</source>
        <translation>文件写明 {told}，按所选 {system} 读取。</translation>
    </message>
    <message>
        <source>Coordinate system {system}, as the file says.</source>
        <translation>坐标系 {system}（文件写明）。</translation>
    </message>
    <message>
        <source>The file states no coordinate system: read as WGS-84 = CGCS2000, as GeoJSON prescribes.</source>
        <translation>文件未写明坐标系：按 GeoJSON 规定以 WGS-84 = CGCS2000 读取。</translation>
    </message>
    <message>
        <source>The table is read as {encoding}.</source>
        <translation>属性表按 {encoding} 读取。</translation>
    </message>
    <message>
        <source>The file is read as GBK.</source>
        <translation>文件按 GBK 读取。</translation>
    </message>
    <message>
        <source>{count:,} empty characters left out.</source>
        <translation>已忽略 {count:,} 个空字符。</translation>
    </message>
    <message>
        <source>Read from sheet {sheet}.</source>
        <translation>读取工作表“{sheet}”。</translation>
    </message>
    <message>
        <source>Heights are left out (first at {where}).</source>
        <translation>已忽略高程（首见于{where}）。</translation>
    </message>
    <message>
        <source>{where}: {fault}: mended, {parts} part(s), area {change:+.4%}</source>
        <translation>{where}：{fault}；已修复，{parts} 个部分，面积变化 {change:+.4%}</translation>
    </message>
    <message>
        <source>{first} and {second} overlap by {km2:,.3f} km².</source>
        <translation>{first} 与 {second} 重叠 {km2:,.3f} 平方公里。</translation>
    </message>
    <message>
        <source>… and {count:,} more overlaps</source>
        <translation>……另有 {count:,} 处重叠</translation>
    </message>
    <message>
        <source>{level}: ground that no area has any more, {m2:,.0f} m², at {codes}</source>
        <translation>{level}：{m2:,.0f} m² 不再属于任何区域，位于 {codes}</translation>
    </message>
    <message>
        <source>{level}: {m2:,.0f} m² beyond the area around, at {codes}</source>
        <translation>{level}：{m2:,.0f} m² 超出上级区域，位于 {codes}</translation>
    </message>
    <message>
        <source>{level}: areas inside stick out by {m2:,.0f} m², at {codes}</source>
        <translation>{level}：下级区域超出 {m2:,.0f} m²，位于 {codes}</translation>
    </message>
    <message>
        <source>{level}: {m2:,.0f} m² lie on each other, at {codes}</source>
        <translation>{level}：相互重叠 {m2:,.0f} m²，位于 {codes}</translation>
    </message>
    <message>
        <source>{codes} and {more} more</source>
        <translation>{codes} 等（另 {more} 个）</translation>
    </message>
    <message>
        <source>{level}: a fault of {m2:,.0f} m² at {codes}</source>
        <translation>{level}：{m2:,.0f} m² 有误，位于 {codes}</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地名</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>部件</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Code of it</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Code of the outer area</source>
        <translation>上级区域编码</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>House or post number</source>
        <translation>门牌号或杆号</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>Longitude, X</source>
        <translation>经度 X</translation>
    </message>
    <message>
        <source>Latitude, Y</source>
        <translation>纬度 Y</translation>
    </message>
    <message>
        <source>Class code</source>
        <translation>小类代码</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>权属单位</translation>
    </message>
    <message>
        <source>Department code</source>
        <translation>部门代码</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Changed on</source>
        <translation>变更日期</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>朝向</translation>
    </message>
    <message>
        <source>View angle</source>
        <translation>视场角</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>可视距离</translation>
    </message>
    <message>
        <source>Stream address</source>
        <translation>取流地址</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Checking outlines</source>
        <translation>检查边界</translation>
    </message>
    <message>
        <source>Checking borders</source>
        <translation>核对接边</translation>
    </message>
    <message>
        <source>Storing</source>
        <translation>入库</translation>
    </message>
    <message>
        <source>Trying</source>
        <translation>试导入</translation>
    </message>
    <message>
        <source>an archive or an Office file</source>
        <translation>压缩包或 Office 文件</translation>
    </message>
    <message>
        <source>an old Office file</source>
        <translation>旧版 Office 文件</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>PDF 文件</translation>
    </message>
    <message>
        <source>an archive</source>
        <translation>压缩包</translation>
    </message>
    <message>
        <source>a shapefile without its ending .shp</source>
        <translation>缺少 .shp 后缀的 Shapefile</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>线</translation>
    </message>
    <message>
        <source>surfaces in space</source>
        <translation>三维面</translation>
    </message>
    <message>
        <source>something unknown</source>
        <translation>未知图形</translation>
    </message>
    <message>
        <source>a point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>a line</source>
        <translation>线</translation>
    </message>
    <message>
        <source>crosses itself</source>
        <translation>自相交</translation>
    </message>
    <message>
        <source>touches itself</source>
        <translation>自相接</translation>
    </message>
    <message>
        <source>a hole lies outside</source>
        <translation>孔洞在外部</translation>
    </message>
    <message>
        <source>holes lie in each other</source>
        <translation>孔洞相互嵌套</translation>
    </message>
    <message>
        <source>parts lie in each other</source>
        <translation>部分相互嵌套</translation>
    </message>
    <message>
        <source>its inside falls apart</source>
        <translation>内部不连通</translation>
    </message>
    <message>
        <source>has too few corners</source>
        <translation>点数太少</translation>
    </message>
    <message>
        <source>The borders are faulty as listed. Mend the file, or write above why they may stand.</source>
        <translation>边界有下列问题，没有入库。请修改文件，或在上方写明为何可以保留。</translation>
    </message>
    <message>
        <source>{code} lies in no area of a higher level. Import that one first, or choose another level.</source>
        <translation>{code} 不在任何上级区域内，请先导入上级区域，或另选层级。</translation>
    </message>
    <message>
        <source>The border of {code} crosses itself. That is never let stand.</source>
        <translation>{code} 的边界自相交，不能保留。</translation>
    </message>
    <message>
        <source>An outline cannot be read.</source>
        <translation>有边界无法读取。</translation>
    </message>
    <message>
        <source>{code} holds only from {valid_from} on.</source>
        <translation>{code} 自 {valid_from} 起才生效。</translation>
    </message>
    <message>
        <source>Cases lie in an area that began today. Import it again tomorrow.</source>
        <translation>今日生效的区域中已有案件，请明日再导入。</translation>
    </message>
    <message>
        <source>Code or name of {code} is too long.</source>
        <translation>{code} 的编码或名称过长。</translation>
    </message>
    <message>
        <source>A reason of four characters or more is needed.</source>
        <translation>理由至少四个字。</translation>
    </message>
    <message>
        <source>The server refused an area ({why}).</source>
        <translation>服务器拒绝了一个区域（{why}）。</translation>
    </message>
    <message>
        <source>No connection to the server. Import the file again once it is back: what stands already is not doubled.</source>
        <translation>与服务器的连接中断。恢复后请再次导入同一文件；已入库的不会重复。</translation>
    </message>
    <message>
        <source>No connection to the server. Nothing was stored; try again once it is back.</source>
        <translation>与服务器的连接中断，没有入库；恢复后请重试。</translation>
    </message>
    <message>
        <source>The file with what is left out cannot be written: {path}</source>
        <translation>未采用内容的文件无法写入：{path}</translation>
    </message>
    <message>
        <source>No connection to the server. At least {done:,} of {total:,} rows stand; import the file again once it is back, nothing is doubled.</source>
        <translation>与服务器的连接中断。{total:,} 行中至少 {done:,} 行已入库；恢复后再次导入同一文件即可，不会重复。</translation>
    </message>
    <message>
        <source>has no code; choose the column of the code or write it</source>
        <translation>没有编码，请指定编码列或填写对照</translation>
    </message>
</context>
<context>
    <name>map_words</name>
    <message>
        <source>Open cases</source>
        <translation>在办案件</translation>
    </message>
    <message>
        <source>Overdue cases</source>
        <translation>超时案件</translation>
    </message>
    <message>
        <source>Closure rate, 30 days</source>
        <translation>近 30 天结案率</translation>
    </message>
    <message>
        <source>Satisfaction of reporters called back, 30 days</source>
        <translation>近 30 天回访满意率</translation>
    </message>
    <message>
        <source>Reports per km², 30 days</source>
        <translation>近 30 天每平方公里上报数</translation>
    </message>
    <message>
        <source>Reports per 1,000 households, 30 days</source>
        <translation>近 30 天每千户上报数</translation>
    </message>
    <message>
        <source>no figure</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>件</translation>
    </message>
    <message>
        <source>closed of registered</source>
        <translation>结案 / 立案</translation>
    </message>
    <message>
        <source>satisfied of those who said, at least 3</source>
        <translation>满意 / 已表态，至少 3 人</translation>
    </message>
    <message>
        <source>Grades of equal width</source>
        <translation>等距分级</translation>
    </message>
    <message>
        <source>As many areas in each grade (quantiles)</source>
        <translation>分位数分级：各级区域数相近</translation>
    </message>
    <message>
        <source>Streets and water of the address book</source>
        <translation>地址库的街巷与水系</translation>
    </message>
    <message>
        <source>A file (MBTiles)</source>
        <translation>离线文件（MBTiles）</translation>
    </message>
    <message>
        <source>The room&apos;s file</source>
        <translation>本指挥室的离线底图</translation>
    </message>
    <message>
        <source>Tianditu, streets</source>
        <translation>天地图矢量</translation>
    </message>
    <message>
        <source>Tianditu, from above</source>
        <translation>天地图影像</translation>
    </message>
    <message>
        <source>Tiles in GCJ-02</source>
        <translation>GCJ-02 瓦片（显示时纠偏）</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无底图</translation>
    </message>
    <message>
        <source>The base map&apos;s server {host} does not answer; it is tried again.</source>
        <translation>底图服务 {host} 没有应答，将自动重试。</translation>
    </message>
    <message>
        <source>The base map&apos;s server {host} refuses: is the key right, or used up for today?</source>
        <translation>底图服务 {host} 拒绝访问：密钥是否正确，今日次数是否用完？</translation>
    </message>
    <message>
        <source>What the base map&apos;s server {host} sends is no map.</source>
        <translation>底图服务 {host} 返回的内容不是地图。</translation>
    </message>
    <message>
        <source>The base map&apos;s file {value} is not there.</source>
        <translation>找不到底图文件 {value}。</translation>
    </message>
    <message>
        <source>{value} is no MBTiles file.</source>
        <translation>{value} 不是 MBTiles 文件。</translation>
    </message>
    <message>
        <source>{value} holds no tiles: it is another kind of database.</source>
        <translation>{value} 中没有瓦片，它是其他类型的数据库。</translation>
    </message>
    <message>
        <source>{value} holds no tiles yet.</source>
        <translation>{value} 中还没有瓦片。</translation>
    </message>
    <message>
        <source>This file holds vector tiles; only pictures (PNG, JPEG, WebP) can be shown.</source>
        <translation>该文件为矢量瓦片；只能显示图片瓦片（PNG、JPEG、WebP）。</translation>
    </message>
    <message>
        <source>This file holds pictures that are too large ({value}).</source>
        <translation>该文件中的图片过大（{value}）。</translation>
    </message>
    <message>
        <source>The pictures in this file are cut off; copy the file again.</source>
        <translation>该文件中的图片不完整，请重新拷贝。</translation>
    </message>
    <message>
        <source>What lies in this file are no pictures.</source>
        <translation>该文件中的内容不是图片。</translation>
    </message>
    <message>
        <source>{value} is damaged; copy the file again.</source>
        <translation>{value} 已损坏，请重新拷贝。</translation>
    </message>
    <message>
        <source>This base map is not configured at this workstation.</source>
        <translation>本工作站未配置该底图。</translation>
    </message>
    <message>
        <source>picture comes</source>
        <translation>画面正常</translation>
    </message>
    <message>
        <source>picture stands still</source>
        <translation>画面停滞</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>无画面</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>状态不明</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{span} ago</source>
        <translation>{span}前</translation>
    </message>
    <message>
        <source>{value} takes too long to be read: its tiles have no index.</source>
        <translation>读取 {value} 用时太长：其中的瓦片没有索引。</translation>
    </message>
    <message>
        <source>{value} is still being written by another program; close it there first.</source>
        <translation>{value} 正被另一程序写入；请先在那里关闭它。</translation>
    </message>
</context>
<context>
    <name>page_list</name>
    <message>
        <source>Sheet</source>
        <translation>派遣单</translation>
    </message>
    <message>
        <source>Daily dispatch sheet</source>
        <translation>每日派遣单</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Search all years</source>
        <translation>检索历年案件</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Field tasks</source>
        <translation>外勤任务</translation>
    </message>
    <message>
        <source>Rules of time</source>
        <translation>时限规则</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Grid map</source>
        <translation>网格地图</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Calls back</source>
        <translation>待回访</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>papers</name>
    <message>
        <source>Event flow slip</source>
        <translation>事件流转单</translation>
    </message>
    <message>
        <source>Dispatch slip</source>
        <translation>派遣单</translation>
    </message>
    <message>
        <source>Supervision order</source>
        <translation>督办单</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申请表</translation>
    </message>
    <message>
        <source>Request for extension</source>
        <translation>延期申请表</translation>
    </message>
    <message>
        <source>Request for deferral</source>
        <translation>缓办申请表</translation>
    </message>
    <message>
        <source>Request for suspension</source>
        <translation>挂账申请表</translation>
    </message>
    <message>
        <source>never issued</source>
        <translation>还没有出过</translation>
    </message>
    <message>
        <source>Edition {edition} · {time} · {by}</source>
        <translation>第 {edition} 版 · {time} · {by}</translation>
    </message>
    <message>
        <source>not printed yet</source>
        <translation>还没有打印过</translation>
    </message>
    <message>
        <source>{count} prints, the last {time} by {by}</source>
        <translation>打印 {count} 次，最近 {time} {by}</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>street</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>door plate</source>
        <translation>门牌</translation>
    </message>
    <message>
        <source>lamp post</source>
        <translation>灯杆</translation>
    </message>
    <message>
        <source>bus stop</source>
        <translation>公交站</translation>
    </message>
    <message>
        <source>named place</source>
        <translation>地名</translation>
    </message>
    <message>
        <source>housing estate</source>
        <translation>小区</translation>
    </message>
    <message>
        <source>district</source>
        <translation>区</translation>
    </message>
    <message>
        <source>community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>duty grid</source>
        <translation>责任网格</translation>
    </message>
    <message>
        <source>earlier cases</source>
        <translation>历史案件</translation>
    </message>
    <message>
        <source>number agrees</source>
        <translation>号码相符</translation>
    </message>
    <message>
        <source>number begins so</source>
        <translation>号码开头相符</translation>
    </message>
    <message>
        <source>the house of this number</source>
        <translation>所在门牌</translation>
    </message>
    <message>
        <source>name agrees</source>
        <translation>名称相符</translation>
    </message>
    <message>
        <source>part of the name</source>
        <translation>名称部分相符</translation>
    </message>
    <message>
        <source>also called so</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>formerly called so</source>
        <translation>曾用名</translation>
    </message>
    <message>
        <source>in this street</source>
        <translation>在此路上</translation>
    </message>
    <message>
        <source>post number agrees</source>
        <translation>杆号相符</translation>
    </message>
    <message>
        <source>post number begins so</source>
        <translation>杆号开头相符</translation>
    </message>
    <message>
        <source>north</source>
        <translation>北侧</translation>
    </message>
    <message>
        <source>north-east</source>
        <translation>东北侧</translation>
    </message>
    <message>
        <source>east</source>
        <translation>东侧</translation>
    </message>
    <message>
        <source>south-east</source>
        <translation>东南侧</translation>
    </message>
    <message>
        <source>south</source>
        <translation>南侧</translation>
    </message>
    <message>
        <source>south-west</source>
        <translation>西南侧</translation>
    </message>
    <message>
        <source>west</source>
        <translation>西侧</translation>
    </message>
    <message>
        <source>north-west</source>
        <translation>西北侧</translation>
    </message>
    <message>
        <source>subdistrict</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>{count} times</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>{metres} m</source>
        <translation>{metres} 米</translation>
    </message>
    <message>
        <source>{kilometres} km</source>
        <translation>{kilometres} 公里</translation>
    </message>
    <message>
        <source>{distance} {direction} of {address}</source>
        <translation>{address}{direction}约 {distance}</translation>
    </message>
    <message>
        <source>{distance} from {address}</source>
        <translation>距{address}约 {distance}</translation>
    </message>
</context>
<context>
    <name>task_page</name>
    <message>
        <source>Answer taken: case {number}, now {state}</source>
        <translation>已回填：案件 {number}，现为{state}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>is missing</source>
        <translation>未填写</translation>
    </message>
    <message>
        <source>is too long</source>
        <translation>过长</translation>
    </message>
    <message>
        <source>lies outside what is possible</source>
        <translation>超出可能的范围</translation>
    </message>
    <message>
        <source>is not known here</source>
        <translation>此处没有</translation>
    </message>
    <message>
        <source>is no longer in use</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>contains characters that cannot be kept</source>
        <translation>含有不能保存的字符</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <source>exists already</source>
        <translation>已经存在</translation>
    </message>
    <message>
        <source>lies in the future</source>
        <translation>在将来</translation>
    </message>
    <message>
        <source>follows from the filing condition once the case is registered</source>
        <translation>立案后由立案条件决定</translation>
    </message>
    <message>
        <source>is not possible, no department has the case</source>
        <translation>不能设定，案件不在任何部门</translation>
    </message>
    <message>
        <source>waits for no reply</source>
        <translation>无需答复</translation>
    </message>
    <message>
        <source>lies in the past</source>
        <translation>已经过去</translation>
    </message>
    <message>
        <source>show the reporter in clear</source>
        <translation>查看上报人明文</translation>
    </message>
    <message>
        <source>issue the dispatch sheet</source>
        <translation>签发派遣单</translation>
    </message>
    <message>
        <source>check the history</source>
        <translation>核对流转记录</translation>
    </message>
    <message>
        <source>More time must be asked for before the case is overdue.</source>
        <translation>延期、缓办须在超时前申请。</translation>
    </message>
    <message>
        <source>The case was extended twice already.</source>
        <translation>本案已延期两次，不能再延。</translation>
    </message>
    <message>
        <source>A request for more time waits already.</source>
        <translation>已有一件延期或缓办申请待审。</translation>
    </message>
    <message>
        <source>There is no such request to decide any more.</source>
        <translation>没有待审的这种申请了。</translation>
    </message>
    <message>
        <source>The dispatcher has not approved the request yet.</source>
        <translation>派遣员还没有初审。</translation>
    </message>
    <message>
        <source>The request has its first approval already.</source>
        <translation>申请已经初审过了。</translation>
    </message>
    <message>
        <source>{field} {reason}</source>
        <translation>{field}{reason}</translation>
    </message>
    <message>
        <source> (at most {limit})</source>
        <translation>（最多 {limit}）</translation>
    </message>
    <message>
        <source>No connection to the server. What you typed is kept; it can be sent again.</source>
        <translation>与服务器的连接中断。已填内容保留，可再次发送。</translation>
    </message>
    <message>
        <source>Login or password is not right. Check both and try again.</source>
        <translation>账号或密码不正确，请核对后重试。</translation>
    </message>
    <message>
        <source>The server is newer (schema {schema}) than this program ({known}). Update the program.</source>
        <translation>服务器版本（{schema}）高于本程序（{known}），请更新程序。</translation>
    </message>
    <message>
        <source>“{action}” is not possible while the case is “{state}”.</source>
        <translation>案件处于“{state}”，不能办理“{action}”。</translation>
    </message>
    <message>
        <source>Who handled a case may not verify or close it; somebody else has to.</source>
        <translation>本人处置的案件不能由本人核查或结案，须由他人办理。</translation>
    </message>
    <message>
        <source>The case lies with another department now.</source>
        <translation>案件现由其他部门办理。</translation>
    </message>
    <message>
        <source>Your own department asked for it; somebody else has to decide.</source>
        <translation>申请是本部门提的，须由他人审批。</translation>
    </message>
    <message>
        <source>Two people decide about more time; the first approval was yours.</source>
        <translation>延期、缓办须两人审批，初审是您做的。</translation>
    </message>
    <message>
        <source>Somebody else was asked to confirm this case.</source>
        <translation>本案委托的是别人核实。</translation>
    </message>
    <message>
        <source>Your duties do not include “{action}”. Ask the duty chief.</source>
        <translation>您的岗位不能办理“{action}”，请联系值班长。</translation>
    </message>
    <message>
        <source>A critical alarm is acknowledged, never shelved.</source>
        <translation>紧急报警只能确认，不能搁置。</translation>
    </message>
    <message>
        <source>This alarm was shelved {times} times already; it stays until its cause is gone.</source>
        <translation>此报警已搁置过 {times} 次，原因消除前不能再搁置。</translation>
    </message>
    <message>
        <source>Not found, or not in your area or department.</source>
        <translation>没有找到，或不在您的片区或部门。</translation>
    </message>
    <message>
        <source>This request was already used for something else. Open the case again and repeat.</source>
        <translation>此请求已用于其他事项，请重新打开案件后再办理。</translation>
    </message>
    <message>
        <source>This account is not active. Ask the administrator.</source>
        <translation>此账号未启用，请联系管理员。</translation>
    </message>
    <message>
        <source>The department has already opened the case; it can only be returned by them.</source>
        <translation>对方部门已打开案件，只能由对方退回。</translation>
    </message>
    <message>
        <source>The file is {size}; at most {limit} can be attached.</source>
        <translation>文件大小 {size}，最大可添加 {limit}。</translation>
    </message>
    <message>
        <source>This file is already attached to the case.</source>
        <translation>此文件已是本案附件。</translation>
    </message>
    <message>
        <source>The import was refused: {message}</source>
        <translation>导入被拒绝：{message}</translation>
    </message>
    <message>
        <source>That day has not come yet; a sheet is issued for a day that has begun.</source>
        <translation>该日还没有到；派遣单只能为已开始的日子签发。</translation>
    </message>
    <message>
        <source>The sheet cannot be issued: {message}</source>
        <translation>派遣单不能签发：{message}</translation>
    </message>
    <message>
        <source>The server refused ({code}): {message}</source>
        <translation>服务器拒绝（{code}）：{message}</translation>
    </message>
    <message>
        <source>Changed meanwhile by {by} at {at}: {action}. Your words are kept; look and repeat.</source>
        <translation>期间 {by} 于 {at} 已办理“{action}”。您填写的内容已保留，请查看后再办理。</translation>
    </message>
    <message>
        <source>To be registered</source>
        <translation>待受理</translation>
    </message>
    <message>
        <source>Being confirmed</source>
        <translation>核实中</translation>
    </message>
    <message>
        <source>Settled on the spot</source>
        <translation>自行处置待审</translation>
    </message>
    <message>
        <source>To be dispatched</source>
        <translation>待派遣</translation>
    </message>
    <message>
        <source>To be accepted</source>
        <translation>待签收</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>责任争议</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>已上报</translation>
    </message>
    <message>
        <source>Being handled</source>
        <translation>处置中</translation>
    </message>
    <message>
        <source>In rework</source>
        <translation>返工中</translation>
    </message>
    <message>
        <source>To be verified</source>
        <translation>待核查</translation>
    </message>
    <message>
        <source>To be closed</source>
        <translation>待结案</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>缓办</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>不予立案</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已并案</translation>
    </message>
    <message>
        <source>To register</source>
        <translation>待受理</translation>
    </message>
    <message>
        <source>To dispatch</source>
        <translation>待派遣</translation>
    </message>
    <message>
        <source>To handle</source>
        <translation>待处置</translation>
    </message>
    <message>
        <source>To verify</source>
        <translation>待核查</translation>
    </message>
    <message>
        <source>To close</source>
        <translation>待结案</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>不予立案</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>Have it confirmed</source>
        <translation>委托核实</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Answer directly</source>
        <translation>直接答复</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回派遣</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>处置完成</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>核查通过</translation>
    </message>
    <message>
        <source>Send to rework</source>
        <translation>返工</translation>
    </message>
    <message>
        <source>Close case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复办理</translation>
    </message>
    <message>
        <source>Remind</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>Supervise</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>Reply to the order</source>
        <translation>答复督办</translation>
    </message>
    <message>
        <source>Lift the order</source>
        <translation>解除督办</translation>
    </message>
    <message>
        <source>Ask for extension</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>Ask for deferral</source>
        <translation>申请缓办</translation>
    </message>
    <message>
        <source>Withdraw request</source>
        <translation>撤回申请</translation>
    </message>
    <message>
        <source>Approve request</source>
        <translation>初审同意</translation>
    </message>
    <message>
        <source>Grant extension</source>
        <translation>同意延期</translation>
    </message>
    <message>
        <source>Grant deferral</source>
        <translation>同意缓办</translation>
    </message>
    <message>
        <source>Refuse request</source>
        <translation>不同意申请</translation>
    </message>
    <message>
        <source>Amend</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>Call taker</source>
        <translation>受理员</translation>
    </message>
    <message>
        <source>Dispatcher</source>
        <translation>派遣员</translation>
    </message>
    <message>
        <source>Duty chief</source>
        <translation>值班长</translation>
    </message>
    <message>
        <source>Responsible department</source>
        <translation>专业部门</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>核查员</translation>
    </message>
    <message>
        <source>Grid worker</source>
        <translation>网格员</translation>
    </message>
    <message>
        <source>Assessor</source>
        <translation>考核员</translation>
    </message>
    <message>
        <source>Wall display</source>
        <translation>大屏</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Security auditor</source>
        <translation>安全审计员</translation>
    </message>
    <message>
        <source>12345 hotline</source>
        <translation>12345 热线</translation>
    </message>
    <message>
        <source>Public report</source>
        <translation>公众上报</translation>
    </message>
    <message>
        <source>Grid patrol</source>
        <translation>网格巡查</translation>
    </message>
    <message>
        <source>Leader&apos;s instruction</source>
        <translation>领导批示</translation>
    </message>
    <message>
        <source>Video patrol</source>
        <translation>视频巡查</translation>
    </message>
    <message>
        <source>Passed on by a department</source>
        <translation>部门转办</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>部件</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>{n} urgent hours</source>
        <translation>{n} 紧急工作时</translation>
    </message>
    <message>
        <source>{n} working hours</source>
        <translation>{n} 工作时</translation>
    </message>
    <message>
        <source>{n} working days</source>
        <translation>{n} 工作日</translation>
    </message>
    <message>
        <source>{n} calendar days</source>
        <translation>{n} 自然日</translation>
    </message>
    <message>
        <source>Close view</source>
        <translation>近景</translation>
    </message>
    <message>
        <source>Wide view</source>
        <translation>远景</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Before handling</source>
        <translation>处置前</translation>
    </message>
    <message>
        <source>After handling</source>
        <translation>处置后</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Overdue case</source>
        <translation>超时督办</translation>
    </message>
    <message>
        <source>Leader&apos;s order</source>
        <translation>领导督办</translation>
    </message>
    <message>
        <source>Important case</source>
        <translation>重点督办</translation>
    </message>
    <message>
        <source>Supervision reminder</source>
        <translation>督办提醒</translation>
    </message>
    <message>
        <source>Yellow card</source>
        <translation>黄牌</translation>
    </message>
    <message>
        <source>Red card</source>
        <translation>红牌</translation>
    </message>
    <message>
        <source>extension asked</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>deferral asked</source>
        <translation>申请缓办</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>待审</translation>
    </message>
    <message>
        <source>granted</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>未同意</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>核实存在</translation>
    </message>
    <message>
        <source>not found there</source>
        <translation>核实不存在</translation>
    </message>
    <message>
        <source>could not be confirmed</source>
        <translation>无法核实</translation>
    </message>
    <message>
        <source>District</source>
        <translation>区</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>Community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>Duty grid</source>
        <translation>责任网格</translation>
    </message>
    <message>
        <source>Grid cell</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>问题描述</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>上报人</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Keep the reporter secret</source>
        <translation>为上报人保密</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Filing condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>Closing condition</source>
        <translation>结案条件</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <source>Result of handling</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>答复内容</translation>
    </message>
    <message>
        <source>Words of the reminder</source>
        <translation>催办内容</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>核实结果</translation>
    </message>
    <message>
        <source>On the spot</source>
        <translation>现场情况</translation>
    </message>
    <message>
        <source>Kind of order</source>
        <translation>督办类型</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>督办等级</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>办理要求</translation>
    </message>
    <message>
        <source>The department is to reply by</source>
        <translation>要求部门答复，期限</translation>
    </message>
    <message>
        <source>Supervision order</source>
        <translation>督办单</translation>
    </message>
    <message>
        <source>Why it is lifted</source>
        <translation>解除原因</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更正内容</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>{d} d {h} h</source>
        <translation>{d} 天 {h} 小时</translation>
    </message>
    <message>
        <source>{d} d</source>
        <translation>{d} 天</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} 小时 {m} 分</translation>
    </message>
    <message>
        <source>{h} h</source>
        <translation>{h} 小时</translation>
    </message>
    <message>
        <source>{m} min</source>
        <translation>{m} 分</translation>
    </message>
    <message>
        <source>paused, {left} left</source>
        <translation>暂停 · 剩 {left}</translation>
    </message>
    <message>
        <source>{span} over</source>
        <translation>超 {span}</translation>
    </message>
    <message>
        <source>{span} left</source>
        <translation>剩 {span}</translation>
    </message>
    <message>
        <source>yesterday {clock}</source>
        <translation>昨天 {clock}</translation>
    </message>
    <message>
        <source>tomorrow {clock}</source>
        <translation>明天 {clock}</translation>
    </message>
    <message>
        <source>no class yet</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>is this case itself</source>
        <translation>就是本案件</translation>
    </message>
    <message>
        <source>has ended already</source>
        <translation>已经结束</translation>
    </message>
    <message>
        <source>is part of another case itself</source>
        <translation>本身已并入另一案件</translation>
    </message>
    <message>
        <source>was changed meanwhile</source>
        <translation>刚被改动过</translation>
    </message>
    <message>
        <source>Other reports are part of this case. Take them out first, or merge the other case into this one.</source>
        <translation>已有其他上报并入本案件。请先拆出，或反过来把对方并入本案件。</translation>
    </message>
    <message>
        <source>A supervision order stands on this case; the duty chief has to resolve it first.</source>
        <translation>本案件有未解除的督办，须先由值班长解除。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>并案</translation>
    </message>
    <message>
        <source>Take out again</source>
        <translation>拆出</translation>
    </message>
    <message>
        <source>Same as the case</source>
        <translation>并入案件</translation>
    </message>
    <message>
        <source>ended {at}</source>
        <translation>{at} 已结束</translation>
    </message>
    <message>
        <source>{metres} m away</source>
        <translation>相距 {metres} 米</translation>
    </message>
    <message>
        <source>same caller</source>
        <translation>同一来电人</translation>
    </message>
    <message>
        <source>same class</source>
        <translation>同小类</translation>
    </message>
    <message>
        <source>words alike</source>
        <translation>描述相近</translation>
    </message>
    <message>
        <source>was appealed against already</source>
        <translation>已申诉过</translation>
    </message>
    <message>
        <source>has no appeal to decide</source>
        <translation>没有待裁定的申诉</translation>
    </message>
    <message>
        <source>must include the open cases, this rule holds for them too</source>
        <translation>必须包括在办案件，此规则对在办案件同样有效</translation>
    </message>
    <message>
        <source>The case was handled in time; there is nothing to appeal against.</source>
        <translation>该案按时办结，无需申诉。</translation>
    </message>
    <message>
        <source>A case is appealed for once, and this one was.</source>
        <translation>每案只能申诉一次，该案已申诉过。</translation>
    </message>
    <message>
        <source>There is no such appeal to decide any more.</source>
        <translation>该申诉已不在待裁定状态。</translation>
    </message>
    <message>
        <source>The dispatcher has not passed the appeal on yet.</source>
        <translation>派遣员尚未初审该申诉。</translation>
    </message>
    <message>
        <source>The appeal has been passed on already.</source>
        <translation>该申诉已初审。</translation>
    </message>
    <message>
        <source>Rules or open cases have changed since this was shown. Nothing was changed; look at the effect again.</source>
        <translation>显示之后规则或在办案件有变化，未作任何更改；请重新查看影响。</translation>
    </message>
    <message>
        <source>Appeal against an order</source>
        <translation>督办申诉</translation>
    </message>
    <message>
        <source>Decide the appeal</source>
        <translation>裁定督办申诉</translation>
    </message>
    <message>
        <source>Appeal against overtime</source>
        <translation>超时申诉</translation>
    </message>
    <message>
        <source>Pass the appeal on</source>
        <translation>申诉初审通过</translation>
    </message>
    <message>
        <source>Grant the appeal</source>
        <translation>申诉终审通过</translation>
    </message>
    <message>
        <source>Refuse the appeal</source>
        <translation>驳回申诉</translation>
    </message>
    <message>
        <source>A changed rule moved the deadline</source>
        <translation>规则调整，时限变动</translation>
    </message>
    <message>
        <source>appeal undecided</source>
        <translation>申诉待定</translation>
    </message>
    <message>
        <source>overtime not counted (appeal granted)</source>
        <translation>不计超时（申诉通过）</translation>
    </message>
    <message>
        <source>appeal refused</source>
        <translation>申诉被驳回</translation>
    </message>
    <message>
        <source>appeal over, the case was taken up again</source>
        <translation>案件重办，申诉终止</translation>
    </message>
    <message>
        <source>upheld, the order does not count</source>
        <translation>成立，督办不计</translation>
    </message>
    <message>
        <source>dismissed, the order stands</source>
        <translation>不成立，督办有效</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>is the one that has the case</source>
        <translation>就是现在的主办单位</translation>
    </message>
    <message>
        <source>is not the next one up</source>
        <translation>不是上一级</translation>
    </message>
    <message>
        <source>The level has not received the case yet: write the receipt first.</source>
        <translation>上级尚未签收，请先登记签收。</translation>
    </message>
    <message>
        <source>The level has received the case already.</source>
        <translation>上级已经签收。</translation>
    </message>
    <message>
        <source>Your department has no such part in this case, or has answered already.</source>
        <translation>本单位不是本案的协办或被吹哨单位，或已经答复。</translation>
    </message>
    <message>
        <source>The level at which the case is gives the receipt and the answer.</source>
        <translation>应由案件所在层级签收和答复。</translation>
    </message>
    <message>
        <source>A street whistles for cases that lie in it.</source>
        <translation>街道只能对本街道的案件吹哨。</translation>
    </message>
    <message>
        <source>Not done yet: the part of {departments}. The dispatcher can change who assists.</source>
        <translation>协办未完成：{departments}。可请派遣员调整协办单位。</translation>
    </message>
    <message>
        <source>Reassign</source>
        <translation>改派</translation>
    </message>
    <message>
        <source>Change who assists</source>
        <translation>调整协办</translation>
    </message>
    <message>
        <source>Send back to registering</source>
        <translation>退回受理</translation>
    </message>
    <message>
        <source>Mark as disputed</source>
        <translation>责任争议</translation>
    </message>
    <message>
        <source>Decide who owns it</source>
        <translation>裁定责任单位</translation>
    </message>
    <message>
        <source>Hand up</source>
        <translation>上报上级</translation>
    </message>
    <message>
        <source>Receipt of the level</source>
        <translation>上级签收</translation>
    </message>
    <message>
        <source>Answer of the level</source>
        <translation>上级答复</translation>
    </message>
    <message>
        <source>Whistle</source>
        <translation>吹哨</translation>
    </message>
    <message>
        <source>Answer the whistle</source>
        <translation>报到</translation>
    </message>
    <message>
        <source>Accept our part</source>
        <translation>签收协办</translation>
    </message>
    <message>
        <source>Our part is done</source>
        <translation>协办完成</translation>
    </message>
    <message>
        <source>Not our part</source>
        <translation>退回协办</translation>
    </message>
    <message>
        <source>Main unit</source>
        <translation>主办</translation>
    </message>
    <message>
        <source>Assists</source>
        <translation>协办</translation>
    </message>
    <message>
        <source>Concerned</source>
        <translation>涉及</translation>
    </message>
    <message>
        <source>Whistled</source>
        <translation>吹哨</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已签收</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已报到</translation>
    </message>
    <message>
        <source>Does not come</source>
        <translation>不到场</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>returned: not theirs</source>
        <translation>退回（非本单位职责）</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>reassigned</source>
        <translation>已改派</translation>
    </message>
    <message>
        <source>released</source>
        <translation>已解除</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已裁定</translation>
    </message>
    <message>
        <source>sent back to registering</source>
        <translation>已退回受理</translation>
    </message>
    <message>
        <source>Grid level</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Community level</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>Street level</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>District level</source>
        <translation>区</translation>
    </message>
    <message>
        <source>City level</source>
        <translation>市</translation>
    </message>
    <message>
        <source>Not our duty</source>
        <translation>非本单位职责</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>Table of duties: {row}</source>
        <translation>权责清单：{row}</translation>
    </message>
    <message>
        <source>Handled {n} of {all} here in a year, {near} in this community</source>
        <translation>本街道近一年同类 {all} 件中办理 {n} 件，本社区 {near} 件</translation>
    </message>
    <message>
        <source>, returned {n}</source>
        <translation>，退回 {n} 件</translation>
    </message>
    <message>
        <source>Filing standard: {units}</source>
        <translation>立案标准：{units}</translation>
    </message>
    <message>
        <source> · returned this case: {why}</source>
        <translation> · 曾退回本案：{why}</translation>
    </message>
    <message>
        <source>Assisting departments</source>
        <translation>协办单位</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Why it comes back</source>
        <translation>退回类别</translation>
    </message>
    <message>
        <source>To which level</source>
        <translation>上报层级</translation>
    </message>
    <message>
        <source>Who of the street agreed</source>
        <translation>街道同意人</translation>
    </message>
    <message>
        <source>To be received by</source>
        <translation>签收期限</translation>
    </message>
    <message>
        <source>Received there by</source>
        <translation>上级签收人</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>回执编号</translation>
    </message>
    <message>
        <source>To be there by</source>
        <translation>到场期限</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>is mistyped, its last letter does not fit</source>
        <translation>有误，校验位不符</translation>
    </message>
    <message>
        <source>is not clear, the words can mean two things</source>
        <translation>不明确，可作两种理解</translation>
    </message>
    <message>
        <source>lies far from the district</source>
        <translation>离本区太远</translation>
    </message>
    <message>
        <source>No task with this code. Look at the code again.</source>
        <translation>没有这个任务码。请核对任务码。</translation>
    </message>
    <message>
        <source>This task expired {at}; send a new one.</source>
        <translation>该任务已于 {at} 失效，请重新派发。</translation>
    </message>
    <message>
        <source>This task is no longer needed since {at}: the case went on.</source>
        <translation>该任务自 {at} 起不再需要：案件已继续流转。</translation>
    </message>
    <message>
        <source>This task was answered {at} by {by}.</source>
        <translation>该任务已由 {by} 于 {at} 反馈。</translation>
    </message>
    <message>
        <source>Send a field task</source>
        <translation>派外勤任务</translation>
    </message>
    <message>
        <source>Field task answered</source>
        <translation>外勤反馈</translation>
    </message>
    <message>
        <source>Confirm on the spot</source>
        <translation>现场核实</translation>
    </message>
    <message>
        <source>Verify on the spot</source>
        <translation>现场核查</translation>
    </message>
    <message>
        <source>Go there at once</source>
        <translation>突发先行处置</translation>
    </message>
    <message>
        <source>waits for an answer</source>
        <translation>待反馈</translation>
    </message>
    <message>
        <source>it is there</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>not passed</source>
        <translation>不通过</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已处置</translation>
    </message>
    <message>
        <source>could not be done</source>
        <translation>无法完成</translation>
    </message>
    <message>
        <source>no longer needed</source>
        <translation>不再需要</translation>
    </message>
    <message>
        <source>expired without an answer</source>
        <translation>逾期失效</translation>
    </message>
    <message>
        <source>Who is to go there</source>
        <translation>派谁去</translation>
    </message>
    <message>
        <source>Kind of task</source>
        <translation>任务类型</translation>
    </message>
    <message>
        <source>Task code</source>
        <translation>任务码</translation>
    </message>
    <message>
        <source>The result in the answer</source>
        <translation>反馈结果</translation>
    </message>
    <message>
        <source>{name} looks at it and has unsent words</source>
        <translation>{name} 正在看 · 有未发送的文字</translation>
    </message>
    <message>
        <source>{name} has unsent words for it</source>
        <translation>{name} 有未发送的文字</translation>
    </message>
    <message>
        <source>{name} looks at it</source>
        <translation>{name} 正在看</translation>
    </message>
    <message>
        <source>urgent hours (always counting)</source>
        <translation>紧急工作时（连续计时）</translation>
    </message>
    <message>
        <source>working hours</source>
        <translation>工作时</translation>
    </message>
    <message>
        <source>working days</source>
        <translation>工作日</translation>
    </message>
    <message>
        <source>calendar days</source>
        <translation>自然日</translation>
    </message>
    <message>
        <source>Registering</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Confirming</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Dispatching</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>stays urgent: the case is an emergency</source>
        <translation>须为紧急：突发性事项</translation>
    </message>
    <message>
        <source>cannot be this any more, the case was dispatched</source>
        <translation>不能再改为此类，案件已派遣</translation>
    </message>
    <message>
        <source>and was not reached: then there are no answers</source>
        <translation>未接通，就没有回答</translation>
    </message>
    <message>
        <source>Audit passed</source>
        <translation>审核通过</translation>
    </message>
    <message>
        <source>Audit failed</source>
        <translation>审核不通过</translation>
    </message>
    <message>
        <source>Kind of handling</source>
        <translation>处置方式</translation>
    </message>
    <message>
        <source>Tell the reporter</source>
        <translation>告知反映人</translation>
    </message>
    <message>
        <source>Report from the spot</source>
        <translation>现场跟踪</translation>
    </message>
    <message>
        <source>Next approval</source>
        <translation>逐级审批</translation>
    </message>
    <message>
        <source>Hand over 110/119/120</source>
        <translation>移送 110/119/120</translation>
    </message>
    <message>
        <source>They confirmed</source>
        <translation>对方已接收</translation>
    </message>
    <message>
        <source>Close by force</source>
        <translation>强制结案</translation>
    </message>
    <message>
        <source>Close with information</source>
        <translation>告知性结案</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>发回重办</translation>
    </message>
    <message>
        <source>Reopen as a report</source>
        <translation>重新受理</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>告知内容</translation>
    </message>
    <message>
        <source>Which office decided</source>
        <translation>审批单位</translation>
    </message>
    <message>
        <source>Their words</source>
        <translation>审批意见</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>移送对象</translation>
    </message>
    <message>
        <source>Person or desk there</source>
        <translation>对方姓名或席位</translation>
    </message>
    <message>
        <source>How they were told</source>
        <translation>告知方式</translation>
    </message>
    <message>
        <source>When they were told</source>
        <translation>告知时间</translation>
    </message>
    <message>
        <source>Their reference number</source>
        <translation>对方警情编号</translation>
    </message>
    <message>
        <source>Which hand-over</source>
        <translation>哪一次移送</translation>
    </message>
    <message>
        <source>The reporter was</source>
        <translation>接通情况</translation>
    </message>
    <message>
        <source>Did anybody contact them</source>
        <translation>是否有人联系</translation>
    </message>
    <message>
        <source>Is it solved</source>
        <translation>是否解决</translation>
    </message>
    <message>
        <source>Are they satisfied</source>
        <translation>是否满意</translation>
    </message>
    <message>
        <source>Pictures before and after</source>
        <translation>处置前后照片</translation>
    </message>
    <message>
        <source>Whose work it was</source>
        <translation>处置人</translation>
    </message>
    <message>
        <source>General: on the spot</source>
        <translation>一般：当场处置并登记</translation>
    </message>
    <message>
        <source>Coordinated: told when done</source>
        <translation>协调：办完告知本人</translation>
    </message>
    <message>
        <source>Emergency: tracked on the spot</source>
        <translation>突发：立即上报、现场跟踪</translation>
    </message>
    <message>
        <source>Approval: level by level</source>
        <translation>审批：只收信息、逐级审批</translation>
    </message>
    <message>
        <source>general</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>coordinated</source>
        <translation>协调</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>突发</translation>
    </message>
    <message>
        <source>approval</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>closed after verification</source>
        <translation>核查结案</translation>
    </message>
    <message>
        <source>answered directly</source>
        <translation>直接答复</translation>
    </message>
    <message>
        <source>settled on the spot</source>
        <translation>自行处置</translation>
    </message>
    <message>
        <source>closed by force</source>
        <translation>强制结案</translation>
    </message>
    <message>
        <source>closed with information</source>
        <translation>告知性结案</translation>
    </message>
    <message>
        <source>to be called back</source>
        <translation>待回访</translation>
    </message>
    <message>
        <source>called back</source>
        <translation>已回访</translation>
    </message>
    <message>
        <source>could not be reached</source>
        <translation>多次未接通</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>未答</translation>
    </message>
    <message>
        <source>110 police</source>
        <translation>110 公安</translation>
    </message>
    <message>
        <source>119 fire brigade</source>
        <translation>119 消防</translation>
    </message>
    <message>
        <source>120 ambulance</source>
        <translation>120 急救</translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>by radio</source>
        <translation>电台</translation>
    </message>
    <message>
        <source>in person</source>
        <translation>当面</translation>
    </message>
    <message>
        <source>by their platform</source>
        <translation>平台推送</translation>
    </message>
    <message>
        <source>community defines</source>
        <translation>社区界定</translation>
    </message>
    <message>
        <source>town audits</source>
        <translation>镇街审核</translation>
    </message>
    <message>
        <source>county approves</source>
        <translation>区县审批</translation>
    </message>
    <message>
        <source>notice is given</source>
        <translation>公示告知</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>不通过</translation>
    </message>
    <message>
        <source>A coordinated matter is closed when its reporter was told the result.</source>
        <translation>协调性事项须先把结果告知反映人，才能结案。</translation>
    </message>
    <message>
        <source>An emergency is closed when somebody reported from the spot.</source>
        <translation>突发性事项须有现场跟踪记录，才能结案。</translation>
    </message>
    <message>
        <source>An approval matter is closed when its ladder is through or refused.</source>
        <translation>审批性事项须逐级审批完毕或被否决，才能结案。</translation>
    </message>
    <message>
        <source>An approval matter goes up its ladder; it is not dispatched.</source>
        <translation>审批性事项逐级审批，不派遣。</translation>
    </message>
    <message>
        <source>This ladder is finished; nothing is left to approve.</source>
        <translation>审批已经结束，没有可审的了。</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>contacted: {responded} · solved: {solved} · satisfied: {satisfied}</source>
        <translation>联系 {responded} · 解决 {solved} · 满意 {satisfied}</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>{number} {subcategory}: {how} by {by} at {at}</source>
        <translation>{number} {subcategory}：{at} 由 {by} {how}</translation>
    </message>
    <message>
        <source>Now with {department}</source>
        <translation>现由 {department} 办理</translation>
    </message>
    <message>
        <source>is too short, at least two characters</source>
        <translation>太短，至少两个字</translation>
    </message>
    <message>
        <source>keep views for everybody</source>
        <translation>维护共享视图</translation>
    </message>
    <message>
        <source>save the view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>视图名称</translation>
    </message>
    <message>
        <source>{n} km from the place</source>
        <translation>距案发地 {n} 公里</translation>
    </message>
    <message>
        <source>{n} m from the place</source>
        <translation>距案发地 {n} 米</translation>
    </message>
    <message>
        <source>Taken more than {n} m away</source>
        <translation>拍摄地点距案发地超过 {n} 米</translation>
    </message>
    <message>
        <source>Taken before the case was dispatched</source>
        <translation>拍摄时间早于派遣</translation>
    </message>
    <message>
        <source>What they said</source>
        <translation>反映人说</translation>
    </message>
    <message>
        <source>Urgent report, to be registered</source>
        <translation>紧急上报，待立案</translation>
    </message>
    <message>
        <source>Urgent case, to be dispatched</source>
        <translation>紧急案件，待派遣</translation>
    </message>
    <message>
        <source>Handed to 110/119/120, no receipt</source>
        <translation>已转 110/119/120，未回执</translation>
    </message>
    <message>
        <source>Red card, reply wanted</source>
        <translation>红牌，待回复</translation>
    </message>
    <message>
        <source>Leader&apos;s order, reply wanted</source>
        <translation>领导督办，待回复</translation>
    </message>
    <message>
        <source>Yellow card, reply wanted</source>
        <translation>黄牌，待回复</translation>
    </message>
    <message>
        <source>Dispatching is overdue</source>
        <translation>派遣超时</translation>
    </message>
    <message>
        <source>Registering is overdue</source>
        <translation>立案超时</translation>
    </message>
    <message>
        <source>Handed up, no receipt</source>
        <translation>已上报上级，未签收</translation>
    </message>
    <message>
        <source>Whistled for, answer wanted</source>
        <translation>吹哨，待应答</translation>
    </message>
    <message>
        <source>Confirming is overdue</source>
        <translation>核实超时</translation>
    </message>
    <message>
        <source>Verifying is overdue</source>
        <translation>核查超时</translation>
    </message>
    <message>
        <source>Handling is overdue</source>
        <translation>处置超时</translation>
    </message>
    <message>
        <source>Returned, to be dispatched again</source>
        <translation>已退回，待再派</translation>
    </message>
    <message>
        <source>Field task without an answer</source>
        <translation>外勤任务逾期未答</translation>
    </message>
    <message>
        <source>Request for time, first approval</source>
        <translation>延期缓办申请，待初审</translation>
    </message>
    <message>
        <source>Request for time, final approval</source>
        <translation>延期缓办申请，待终审</translation>
    </message>
    <message>
        <source>Appeal against overtime, first look</source>
        <translation>超时申诉，待初审</translation>
    </message>
    <message>
        <source>Appeal against overtime, final decision</source>
        <translation>超时申诉，待终审</translation>
    </message>
    <message>
        <source>Appeal against an order, to be decided</source>
        <translation>督办申诉，待裁定</translation>
    </message>
    <message>
        <source>Order was answered, to be lifted</source>
        <translation>督办已回复，待解除</translation>
    </message>
    <message>
        <source>Call back is overdue</source>
        <translation>回访逾期</translation>
    </message>
    <message>
        <source>History was changed, to be looked into</source>
        <translation>流转记录被改动，待查</translation>
    </message>
    <message>
        <source>The calendar of workdays ends soon</source>
        <translation>工作日历即将到期</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>与服务器断开</translation>
    </message>
    <message>
        <source>Kept reports were refused, to be corrected</source>
        <translation>暂存上报被退，待更正</translation>
    </message>
    <message>
        <source>Cards and orders</source>
        <translation>牌证与督办</translation>
    </message>
    <message>
        <source>Time limit passed</source>
        <translation>时限已过</translation>
    </message>
    <message>
        <source>No receipt</source>
        <translation>未回执</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Field tasks</source>
        <translation>外勤任务</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>Calls back</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>紧要</translation>
    </message>
    <message>
        <source>high</source>
        <translation>重要</translation>
    </message>
    <message>
        <source>low</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>The case lies with no department: there is no dispatch slip to print.</source>
        <translation>案件不在任何部门手上，没有派遣单可印。</translation>
    </message>
    <message>
        <source>There is no such paper of this case.</source>
        <translation>这个案件没有这张单据。</translation>
    </message>
    <message>
        <source>1 urgent hour</source>
        <translation>1 紧急工作时</translation>
    </message>
    <message>
        <source>1 working hour</source>
        <translation>1 工作时</translation>
    </message>
    <message>
        <source>1 working day</source>
        <translation>1 工作日</translation>
    </message>
    <message>
        <source>1 calendar day</source>
        <translation>1 自然日</translation>
    </message>
    <message>
        <source>The server took too long and stopped; nothing was changed. Try again.</source>
        <translation>服务器处理超时，已中止，数据未作改动，请重试。</translation>
    </message>
    <message>
        <source>Somebody else changed this meanwhile. Nothing was recorded; your changes now stand beside what holds.</source>
        <translation>其他人刚刚改动了这里，未保存；您的改动已与现行内容重新对照列出。</translation>
    </message>
</context>
</TS>
