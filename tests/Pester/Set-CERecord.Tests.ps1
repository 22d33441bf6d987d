Describe 'Set-CERecord' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Set-CERecord' | Should -Be @('AllowInstanceMismatch', 'Confirm', 'Force', 'InputObject', 'Key', 'MaxAffected', 'MaxWait', 'Object', 'PassThru', 'Session', 'Value', 'WhatIf') }
    It 'changes from the pipeline' { Get-CERecord INC0010001 | Set-CERecord @{ short_description = 'new' }; (Get-CERecord INC0010001).short_description | Should -Be 'new' }
    It 'changes by key' { (Set-CERecord incident INC0010002 @{ urgency = 'High' } -PassThru).urgency.Value | Should -Be '1' }
    It 'takes deserialized records' {
        $path = Join-Path $TestDrive 'r.clixml'
        Get-CERecord INC0010003 | Export-Clixml $path
        Import-Clixml $path | Set-CERecord @{ short_description = 'travelled' }
        (Get-CERecord INC0010003).short_description | Should -Be 'travelled'
    }
    It 'sends nothing with -WhatIf -Force' { Clear-TestLog; Get-CERecord incident -First 3 | Set-CERecord @{ short_description = 'x' } -WhatIf -Force; Get-TestWrite | Should -BeNullOrEmpty }
}
