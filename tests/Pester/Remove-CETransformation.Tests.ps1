Describe 'Remove-CETransformation' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
        Set-CETransformation incidents incident -Map @{ id = 'sys_id' }
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Remove-CETransformation' | Should -Be @('Confirm', 'Instance', 'Level', 'MaxWait', 'Name', 'Session', 'WhatIf') }
    It 'removes nothing with -WhatIf' { Remove-CETransformation incidents -WhatIf; (Get-CERecord incidents -First 1).id | Should -Not -BeNullOrEmpty }
    It 'leaves the object untransformed at once' {
        Get-CETransformation incidents | Remove-CETransformation -Confirm:$false
        (Get-CERecord incidents -First 1).sys_id | Should -Not -BeNullOrEmpty
    }
    It 'keeps the definition' { (Get-CEObjectDefinition incidents).Name | Should -Be 'incidents' }
    It 'names what is not there' { { Remove-CETransformation nosuch -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceNotFound,*' }
}
