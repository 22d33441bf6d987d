Describe 'New-CEInstance' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'New-CEInstance' | Should -Be @('Browser', 'ClientCredential', 'Configuration', 'Confirm', 'Connect', 'Credential', 'EventsEnabled', 'KeepNull', 'MaxWait', 'Name', 'NoBrowser', 'RedirectPort', 'Session', 'Subdomain', 'Tag', 'WhatIf') }
    It 'keeps the instance of the session' { (New-CEInstance dev -Tag a).Tags | Should -Be 'a' }
    It 'refuses a name twice' { { New-CEInstance dev -ErrorAction Stop } | Should -Throw -ErrorId 'InstanceExists,*' }
    It 'keeps nothing with -WhatIf' { New-CEInstance other -WhatIf; Get-CEInstance other* | Should -BeNullOrEmpty }
    It 'writes no secret' { Get-ChildItem $env:CE_HOME -Recurse -File | Get-Content -Raw | Should -Not -Match '(?i)password|secret' }
}
