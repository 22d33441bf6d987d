Describe 'Remove-CEObjectDefinition' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
        Set-CETransformation used incident
        Set-CEObjectDefinition free -Field id
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Remove-CEObjectDefinition' | Should -Be @('Confirm', 'Instance', 'Level', 'MaxWait', 'Name', 'Session', 'WhatIf') }
    It 'removes nothing with -WhatIf' { Remove-CEObjectDefinition free -WhatIf; (Get-CEObjectDefinition free).Name | Should -Be 'free' }
    It 'removes what is piped' { Get-CEObjectDefinition free | Remove-CEObjectDefinition -Confirm:$false; Get-CEObjectDefinition free* | Should -BeNullOrEmpty }
    It 'keeps what a transformation uses' { { Remove-CEObjectDefinition used -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceInUse,*' }
    It 'names what is not there' { { Remove-CEObjectDefinition nosuch -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceNotFound,*' }
}
