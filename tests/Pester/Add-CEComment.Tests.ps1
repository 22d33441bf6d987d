Describe 'Add-CEComment' {
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

    It 'has the expected parameters' { Get-TestParameter 'Add-CEComment' | Should -Be @('AllowInstanceMismatch', 'Confirm', 'InputObject', 'MaxWait', 'Object', 'PassThru', 'Record', 'Session', 'Text', 'WhatIf', 'WorkNote') }
    It 'sends nothing with -WhatIf' { Clear-TestLog; Add-CEComment INC0010001 'x' -WhatIf; Get-TestWrite | Should -BeNullOrEmpty }
    It 'adds and passes on' {
        (Get-CERecord INC0010001 | Add-CEComment 'handed over' -WorkNote -PassThru).number | Should -Be 'INC0010001'
        (Get-CEComment INC0010001 -WorkNote | Select-Object -First 1).Text | Should -Be 'handed over'
    }
}
