Describe 'Get-CERecord' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Get-CERecord' | Should -Be @('As', 'EncodedQuery', 'Filter', 'First', 'IncludeTotalCount', 'InvalidText', 'Key', 'MaxWait', 'Object', 'OrderBy', 'Property', 'ResumeFrom', 'Session', 'Skip', 'Where') }
    It 'reads all' { @(Get-CERecord incident -As Raw).Count | Should -Be 300 }
    It 'reads by number alone' { (Get-CERecord INC0010001).number | Should -Be 'INC0010001' }
    It 'stops early' {
        Clear-TestLog
        Get-CERecord incident | Select-Object -First 1 | Should -Not -BeNullOrEmpty
        @(Invoke-RestMethod "${Url}__sim/log" | ForEach-Object { $_ } | Where-Object table -eq 'incident').Count | Should -BeLessOrEqual 3
    }
    It 'filters on the server' { Get-CERecord incident -Filter { $_.state -eq 'In Progress' } | ForEach-Object { $_.state -eq 2 } | Should -Not -Contain $false }
    It 'sorts and groups by value' {
        (Get-CERecord incident | Sort-Object priority | Select-Object -First 1).priority.Value | Should -Be '1'
        (Get-CERecord incident | Group-Object state | Measure-Object Count -Sum).Sum | Should -Be 300
    }
    It 'exports labels' { (Get-CERecord incident -First 5 -Property number, state | ConvertTo-Csv -NoTypeInformation)[0] | Should -Be '"number","state","sys_id"' }
    It 'refuses <Text> with <Id>' -ForEach @(
        @{ Text = { Get-CERecord incidnt }; Id = 'UnknownObject' }
        @{ Text = { Get-CERecord incident -Property numbr }; Id = 'UnknownField' }
        @{ Text = { Get-CERecord incident INC7777777 }; Id = 'RecordNotFound' }
        @{ Text = { Get-CERecord incident -Filter { $_.state -ceq 1 } }; Id = 'FilterNotTranslatable' }
    ) { $ErrorActionPreference = 'Stop'; $Text | Should -Throw -ErrorId "$Id,*" }
}
