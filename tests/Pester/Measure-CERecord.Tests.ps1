Describe 'Measure-CERecord' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Measure-CERecord' | Should -Be @('Average', 'EncodedQuery', 'Filter', 'GroupBy', 'Maximum', 'MaxWait', 'Minimum', 'Object', 'Session', 'Sum', 'Where') }
    It 'counts' { (Measure-CERecord incident).Count | Should -Be 300 }
    It 'groups' { (Measure-CERecord incident -GroupBy state | Measure-Object Count -Sum).Sum | Should -Be 300 }
    It 'refuses an unknown field' { { Measure-CERecord incident -GroupBy stat -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownField,*' }
}
