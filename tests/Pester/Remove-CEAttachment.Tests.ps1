Describe 'Remove-CEAttachment' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
        $folder = Join-Path ([IO.Path]::GetTempPath()) ('ce-' + [guid]::NewGuid().ToString('N'))
        $null = New-Item $folder -ItemType Directory
        Set-Content (Join-Path $folder 'a.log') 'alpha' -NoNewline
    }
    AfterAll {
        Remove-Item $folder -Recurse -Force
        Stop-TestInstance
    }

    It 'has the expected parameters' { Get-TestParameter 'Remove-CEAttachment' | Should -Be @('AllowInstanceMismatch', 'Confirm', 'InputObject', 'MaxWait', 'Session', 'WhatIf') }
    It 'removes, and only without -WhatIf' {
        $attachment = Add-CEAttachment INC0010004 (Join-Path $folder 'a.log')
        $attachment | Remove-CEAttachment -WhatIf
        @(Get-CEAttachment INC0010004).Count | Should -Be 1
        $attachment | Remove-CEAttachment -Confirm:$false
        Get-CEAttachment INC0010004 | Should -BeNullOrEmpty
    }
}
