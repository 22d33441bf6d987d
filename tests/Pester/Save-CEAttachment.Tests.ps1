Describe 'Save-CEAttachment' {
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

    It 'has the expected parameters' { Get-TestParameter 'Save-CEAttachment' | Should -Be @('AllowInstanceMismatch', 'Confirm', 'Force', 'InputObject', 'MaxWait', 'Path', 'Session', 'WhatIf') }
    It 'saves what was attached, and gives a second one a number' {
        $attachment = Add-CEAttachment INC0010003 (Join-Path $folder 'a.log')
        Get-Content ($attachment | Save-CEAttachment (Join-Path $folder 'out')).FullName | Should -Be 'alpha'
        ($attachment | Save-CEAttachment (Join-Path $folder 'out')).Name | Should -Be 'a (2).log'
        $attachment | Save-CEAttachment (Join-Path $folder 'not') -WhatIf
        Join-Path $folder 'not' | Should -Not -Exist
    }
}
