Describe 'Submit-CECatalogItem' {
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

    It 'has the expected parameters' { Get-TestParameter 'Submit-CECatalogItem' | Should -Be @('Confirm', 'Item', 'MaxWait', 'Quantity', 'RequestedFor', 'Session', 'Variable', 'WhatIf') }
    It 'sends nothing with -WhatIf' { Clear-TestLog; Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' } -WhatIf; Get-TestWrite | Should -BeNullOrEmpty }
    It 'makes a record' { (Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' }).Number | Should -Match '^INC' }
    It 'names what is missing' { { Submit-CECatalogItem 'Report an issue' -ErrorAction Stop } | Should -Throw -ErrorId 'VariablesMissing,*' }
}
