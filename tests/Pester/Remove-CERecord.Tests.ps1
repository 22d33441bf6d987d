Describe 'Remove-CERecord' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Remove-CERecord' | Should -Be @('AllowInstanceMismatch', 'Confirm', 'Force', 'InputObject', 'Key', 'MaxAffected', 'MaxWait', 'Object', 'Session', 'WhatIf') }
    It 'sends nothing with -WhatIf' { Clear-TestLog; Get-CERecord incident -First 3 | Remove-CERecord -WhatIf -Force; Get-TestWrite | Should -BeNullOrEmpty }
    It 'deletes, and says when there is nothing' {
        $record = New-CERecord incident @{ short_description = 'x' }
        $record | Remove-CERecord -Confirm:$false
        { $record | Remove-CERecord -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'RecordNotFound,*'
    }
}
