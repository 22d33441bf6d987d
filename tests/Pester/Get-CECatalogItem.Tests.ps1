Describe 'Get-CECatalogItem' {
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

    It 'has the expected parameters' { Get-TestParameter 'Get-CECatalogItem' | Should -Be @('Category', 'MaxWait', 'Name', 'Session', 'Text') }
    It 'reads one with its variables' { (Get-CECatalogItem 'Report an issue').Variables.Name | Should -Contain 'short_description' }
    It 'says when there is none' { { Get-CECatalogItem 'No such item' -ErrorAction Stop } | Should -Throw -ErrorId 'RecordNotFound,*' }
}
