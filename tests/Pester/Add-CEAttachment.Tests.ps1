Describe 'Add-CEAttachment' {
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

    It 'has the expected parameters' { Get-TestParameter 'Add-CEAttachment' | Should -Be @('AllowInstanceMismatch', 'Confirm', 'ContentType', 'InputObject', 'LiteralPath', 'MaxWait', 'Object', 'Path', 'Record', 'Session', 'WhatIf') }
    It 'sends nothing with -WhatIf' { Clear-TestLog; Add-CEAttachment INC0010001 (Join-Path $folder '*.log') -WhatIf; Get-TestWrite | Should -BeNullOrEmpty }
    It 'attaches by number, by pipeline and from Get-ChildItem' {
        (Add-CEAttachment INC0010001 (Join-Path $folder 'a.log')).Size | Should -Be 5
        (Get-CERecord INC0010001 | Add-CEAttachment (Join-Path $folder 'a.log')).ContentType | Should -Be 'text/plain'
        (Get-ChildItem $folder -File | Add-CEAttachment INC0010001).FileName | Should -Be 'a.log'
    }
}
