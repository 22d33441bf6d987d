Describe 'Get-CEAttachment' {
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

    It 'has the expected parameters' { Get-TestParameter 'Get-CEAttachment' | Should -Be @('AllowInstanceMismatch', 'InputObject', 'MaxWait', 'Name', 'Object', 'Record', 'Session') }
    It 'lists by name' {
        $null = Add-CEAttachment INC0010002 (Join-Path $folder 'a.log')
        (Get-CEAttachment INC0010002 '*.log').FileName | Should -Be 'a.log'
        Get-CERecord INC0010002 | Get-CEAttachment '*.txt' | Should -BeNullOrEmpty
    }
}
