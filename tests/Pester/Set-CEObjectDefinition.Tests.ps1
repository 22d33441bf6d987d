Describe 'Set-CEObjectDefinition' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Set-CEObjectDefinition' | Should -Be @('Confirm', 'Field', 'Instance', 'Level', 'MaxWait', 'Name', 'PassThru', 'Session', 'WhatIf') }
    It 'takes names with types' { (Set-CEObjectDefinition mine -Field @{ id = 'string'; rank = 'number' } -PassThru).Fields.Type | Should -Be @('string', 'number') }
    It 'replaces what is there' { Set-CEObjectDefinition mine -Field id; (Get-CEObjectDefinition mine).Fields.Path | Should -Be 'id' }
    It 'takes piped definitions' { Get-CEObjectDefinition mine | Set-CEObjectDefinition -Level Account; (Get-CEObjectDefinition -Level Account).Name | Should -Be 'mine' }
    It 'keeps nothing with -WhatIf' { Set-CEObjectDefinition other -Field id -WhatIf; Get-CEObjectDefinition other* | Should -BeNullOrEmpty }
    It 'refuses a name that is none' { { Set-CEObjectDefinition '../x' -Field id -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidValue,*' }
}
