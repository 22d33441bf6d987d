Describe 'Get-CEComment' {
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

    It 'has the expected parameters' { Get-TestParameter 'Get-CEComment' | Should -Be @('AllowInstanceMismatch', 'Comment', 'InputObject', 'MaxWait', 'Object', 'Record', 'Session', 'WorkNote') }
    It 'lists both kinds or one' {
        Add-CEComment INC0010005 'note' -WorkNote
        Add-CEComment INC0010005 'comment'
        @(Get-CEComment INC0010005).Count | Should -Be 2
        (Get-CERecord INC0010005 | Get-CEComment -Comment).Text | Should -Be 'comment'
    }
}
