#include "cli/options.hpp"

namespace csr::cli {

namespace {

const base::Text help = {
    R"(csr-lint reads a repository's deployment story - production.json, CloudFormation templates (also those that CDK
synthesized) and GitHub Actions workflows - and says which requirements it meets, which it breaks, and which
cannot be decided.

Usage:
  csr-lint [PATH...]              judge the repository of the current directory, or the given files and folders
  csr-lint --report compliance    one row per requirement, for an auditor
  csr-lint explain WHAT           a rule (CSR2104, log-group-retention) or a requirement (goal-mandala:3.4.2)
  csr-lint rules                  list the rules
  csr-lint test-rules [DIR]       run the tests of the rules, built in or in DIR
  csr-lint prove FILE KIND SUBJECT OBJECT
                                  ask about a workflow's job graph, e.g. deploy.yml guards deploy test (docs/proofs.md)

What is reported:
  --format FORMAT         text, json or sarif; with --report compliance: text, json, markdown, html, csv, oscal
                          (assessment results) or oscal-component (component definition)
  -o, --output FILE       write to FILE instead of the standard output
  --verdicts WHICH        findings (default), or all: passes and what did not apply, too
  --lang LANG             en or ja (default: en, or what the configuration says)
  --compare FILE          with --report compliance: what changed since that report, which is in JSON
  --color WHEN            auto (default), always or never
  -q, --quiet             findings and problems only, no summary

What is judged:
  --rules DIR             add the rule packs in DIR; a pack of the same name is replaced
  --pack NAME             only this pack; may be repeated
  --rule ID               only this rule, by id or name; may be repeated
  --severity LEAST        only rules of this severity and above: note, warning or error
  --parameters FILE       values of the templates' parameters; may be repeated
  --use-defaults          take the parameters' defaults as their values
  --config FILE           instead of the .csr-lint.yaml of the repository
  --exceptions-from REV   only exceptions that this git revision has count, so that a change cannot except itself
  --shellcheck            have scripts of workflows checked by shellcheck and pyflakes, as far as they are installed
  --no-gitignore          look into files that git ignores, too
  --stdin-filename NAME   judge the standard input as if it were this file

How it ends:
  --fail-on SEVERITY      error (default), warning, note or never
  --baseline FILE         findings in FILE are known: they are counted, but are no findings any more
  --write-baseline FILE   write what is found to FILE
  --fail-on-unknown       what cannot be decided counts as a finding
  -j, --jobs N            threads (default: as many as there are cores)
  -h, --help, --version

Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, configuration or rules; 3 something could
not be read, analysed or written.
)",
    R"(csr-lint は、リポジトリのデプロイ定義 (production.json、CDK が合成したものを含む CloudFormation テンプレート、
GitHub Actions ワークフロー) を読み、満たしている要件、違反している要件、判定できない要件を示します。

使い方:
  csr-lint [PATH...]              現在のディレクトリのリポジトリ、または指定したファイルやフォルダーを検査する
  csr-lint --report compliance    監査用に、要件ごとに 1 行の報告を出す
  csr-lint explain WHAT           ルール (CSR2104、log-group-retention) または要件 (goal-mandala:3.4.2) を説明する
  csr-lint rules                  ルールの一覧を表示する
  csr-lint test-rules [DIR]       組み込みのルール、または DIR のルールのテストを実行する
  csr-lint prove FILE KIND SUBJECT OBJECT
                                  ワークフローのジョブグラフの性質を調べる。例: deploy.yml guards deploy test (docs/proofs.md)

報告:
  --format FORMAT         text、json、sarif。--report compliance では text、json、markdown、html、csv、oscal
                          (評価結果)、oscal-component (コンポーネント定義)
  -o, --output FILE       標準出力の代わりに FILE に書き込む
  --verdicts WHICH        findings (既定) または all: 合格と対象外も表示する
  --lang LANG             en または ja (既定: en、または設定ファイルの指定)
  --compare FILE          --report compliance で、以前の JSON の報告書からの変化を示す
  --color WHEN            auto (既定)、always、never
  -q, --quiet             指摘と問題だけを表示し、集計を省く

検査の対象:
  --rules DIR             DIR のルールパックを追加する。同名のパックは置き換える
  --pack NAME             このパックだけを使う (繰り返し可)
  --rule ID               この ID または名前のルールだけを使う (繰り返し可)
  --severity LEAST        この重大度以上のルールだけを使う: note、warning、error
  --parameters FILE       テンプレートのパラメータの値 (繰り返し可)
  --use-defaults          パラメータの既定値を値とみなす
  --config FILE           リポジトリの .csr-lint.yaml の代わりに使う設定ファイル
  --exceptions-from REV   git のこのリビジョンにある例外だけを認める (変更が自分自身を例外にできないように)
  --shellcheck            ワークフローのスクリプトを、インストール済みの shellcheck と pyflakes でも検査する
  --no-gitignore          git が無視するファイルも検査する
  --stdin-filename NAME   標準入力をこの名前のファイルとして検査する

終了:
  --fail-on SEVERITY      error (既定)、warning、note、never
  --baseline FILE         FILE にある指摘は既知とし、件数だけを示して指摘としない
  --write-baseline FILE   見つかったものを FILE に書き込む
  --fail-on-unknown       判定できないものも指摘として数える
  -j, --jobs N            スレッド数 (既定: コア数)
  -h, --help, --version

終了ステータス: 0 --fail-on 以上の指摘なし、1 指摘あり、2 使い方・設定・ルールの誤り、3 読み込み・解析・書き込みの
できないものがあった。
)"};

}  // namespace

const std::string& help_text(base::Language language) { return help.in(language); }

}  // namespace csr::cli
