Describe 'Set-CEInstance' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
        $null = New-CEInstance dev
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Set-CEInstance' | Should -Be @('ClientCredential', 'Configuration', 'Confirm', 'Credential', 'Disable', 'Enable', 'Id', 'MaxWait', 'Name', 'NewName', 'PassThru', 'Session', 'Tag', 'WhatIf') }
    It 'changes nothing with -WhatIf' { Set-CEInstance dev -Tag x -WhatIf; (Get-CEInstance dev).Tags | Should -BeNullOrEmpty }
    It 'changes tags and name' { (Get-CEInstance dev | Set-CEInstance -Tag a, b -NewName test -PassThru).Tags | Should -Be @('a', 'b'); Get-CEInstance test | Should -Not -BeNullOrEmpty }
    It 'refuses what only a service keeps' { { Set-CEInstance test -Disable -ErrorAction Stop } | Should -Throw -ErrorId 'NotSupported,*' }
}
