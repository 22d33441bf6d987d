Describe 'Invoke-CERequest' {
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

    It 'has the expected parameters' { Get-TestParameter 'Invoke-CERequest' | Should -Be @('Accept', 'Body', 'Confirm', 'ContentType', 'MaxWait', 'Method', 'OutFile', 'Path', 'Session', 'WhatIf') }
    It 'reads' { (Invoke-CERequest GET '/api/now/v2/table/incident?sysparm_limit=2').result.Count | Should -Be 2 }
    It 'sends nothing with -WhatIf' { Clear-TestLog; Invoke-CERequest POST /api/now/v2/table/incident @{ short_description = 'x' } -WhatIf; Get-TestWrite | Should -BeNullOrEmpty }
    It 'goes to no other host' { { Invoke-CERequest GET 'https://example.com/x' -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidAddress,*' }
}
