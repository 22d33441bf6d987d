Describe 'New-CERecord' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'New-CERecord' | Should -Be @('Confirm', 'CorrelationId', 'IfExists', 'MaxWait', 'Object', 'Session', 'Value', 'WhatIf') }
    It 'creates from a hashtable' { (New-CERecord incident @{ short_description = 'x'; urgency = 'High' }).urgency.Value | Should -Be '1' }
    It 'creates from objects' { @([pscustomobject]@{ short_description = 'a' }, [pscustomobject]@{ short_description = 'b' } | New-CERecord incident).Count | Should -Be 2 }
    It 'sends nothing with -WhatIf' { Clear-TestLog; New-CERecord incident @{ short_description = 'x' } -WhatIf; Get-TestWrite | Should -BeNullOrEmpty }
    It 'refuses an unknown field' { { New-CERecord incident @{ shortdescription = 'x' } -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownField,*' }
}
