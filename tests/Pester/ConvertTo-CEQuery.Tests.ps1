Describe 'ConvertTo-CEQuery' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'ConvertTo-CEQuery' | Should -Be @('EncodedQuery', 'Filter', 'MaxWait', 'Object', 'OrderBy', 'Session', 'Where') }
    It 'shows the encoded query' { (ConvertTo-CEQuery incident -Filter { $_.state -eq 'New' -and $_.priority -le 2 }).EncodedQuery | Should -Be 'state=1^priority<=2' }
    It 'evaluates in the caller' { $limit = 3; (ConvertTo-CEQuery incident -Filter { $_.priority -le $limit }).EncodedQuery | Should -Be 'priority<=3' }
    It 'refuses a caret' { { ConvertTo-CEQuery incident -Filter { $_.short_description -eq 'a^b' } -ErrorAction Stop } | Should -Throw -ErrorId 'UnsafeValue,*' }
}
