Describe 'Remove-CEInstance' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
        $null = New-CEInstance dev
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Remove-CEInstance' | Should -Be @('Confirm', 'Id', 'MaxWait', 'Name', 'Session', 'WhatIf') }
    It 'leaves it with -WhatIf' { Get-CEInstance dev | Remove-CEInstance -WhatIf; Get-CEInstance dev | Should -Not -BeNullOrEmpty }
    It 'removes from the pipeline' { Get-CEInstance dev | Remove-CEInstance -Confirm:$false; Get-CEInstance | Should -BeNullOrEmpty }
}
